import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import { text } from 'node:stream/consumers'
import { freePort } from './ports'

/** Pieces of a streamed answer: an event each. */
type Events = readonly object[]

const usage = { input_tokens: 25, cache_creation_input_tokens: 4, cache_read_input_tokens: 8, output_tokens: 15 }
const message = { id: 'msg_1', type: 'message', role: 'assistant', model: 'claude-sonnet-4-5-20250929' }
const tool = { type: 'tool_use', id: 'toolu_1', name: 'get_weather', input: { city: 'Zürich' } }

/** https://platform.claude.com/docs/en/build-with-claude/streaming */
const anthropicEvents: Events = [
  {
    type: 'message_start',
    message: { ...message, content: [], stop_reason: null, usage: { ...usage, output_tokens: 1 } },
  },
  { type: 'content_block_start', index: 0, content_block: { type: 'text', text: '' } },
  { type: 'ping' },
  { type: 'content_block_delta', index: 0, delta: { type: 'text_delta', text: 'Grüezi 🌤' } },
  { type: 'content_block_stop', index: 0 },
  { type: 'content_block_start', index: 1, content_block: { ...tool, input: {} } },
  { type: 'content_block_delta', index: 1, delta: { type: 'input_json_delta', partial_json: '{"city":' } },
  { type: 'content_block_delta', index: 1, delta: { type: 'input_json_delta', partial_json: '"Zürich"}' } },
  { type: 'content_block_stop', index: 1 },
  { type: 'message_delta', delta: { stop_reason: 'tool_use', stop_sequence: null }, usage: { output_tokens: 15 } },
  { type: 'message_stop' },
]

const chat = { id: 'chatcmpl-1', created: 1_730_000_000, model: 'gpt-5-2025-08-07' }
const chatUsage = {
  prompt_tokens: 37,
  completion_tokens: 15,
  total_tokens: 52,
  prompt_tokens_details: { cached_tokens: 12 },
}
const call = { id: 'call_1', type: 'function', function: { name: 'get_weather', arguments: '{"city":"Zürich"}' } }
const chunk = (choices: unknown[], more = {}) => ({ ...chat, object: 'chat.completion.chunk', choices, ...more })

/** https://platform.openai.com/docs/api-reference/chat-streaming */
const chatEvents: Events = [
  chunk([{ index: 0, delta: { role: 'assistant', content: '' }, finish_reason: null }]),
  chunk([{ index: 0, delta: { content: 'Grüezi 🌤' }, finish_reason: null }]),
  chunk([{ index: 0, delta: { tool_calls: [{ index: 0, ...call }] }, finish_reason: null }]),
  chunk([{ index: 0, delta: {}, finish_reason: 'tool_calls' }]),
  chunk([], { usage: chatUsage }),
]

/** A provider on the loopback, in the formats of the public documentation. A model called `none` is unknown to it. */
export class TestProvider {
  /** Streams wait before their last two events until this is called. */
  #goOn: () => void = () => undefined
  #held: Promise<void> = Promise.resolve()
  readonly #server: Server

  private constructor(readonly port: number) {
    this.#server = createServer((request, response) => void this.#take(request, response))
  }

  static async start(): Promise<TestProvider> {
    const provider = new TestProvider(await freePort())
    await new Promise<void>((resolve) => provider.#server.listen(provider.port, '127.0.0.1', resolve))
    return provider
  }

  get url(): string {
    return `http://127.0.0.1:${this.port}`
  }

  /** From now on streams stop before their end, until the returned function is called. */
  hold(): () => void {
    this.#held = new Promise((resolve) => (this.#goOn = resolve))
    return () => this.#goOn()
  }

  close(): Promise<void> {
    this.#server.closeAllConnections()
    return new Promise((resolve) => this.#server.close(() => resolve()))
  }

  async #take(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const asked = JSON.parse((await text(request)) || '{}') as { model?: string; stream?: boolean }
    const anthropic = request.url?.endsWith('/messages')
    const problem = { type: 'invalid_request_error', message: 'no such model', param: null, code: 'model_not_found' }
    if (asked.model === 'none')
      return json(response, 400, anthropic ? { type: 'error', error: problem } : { error: problem })
    if (asked.stream) return this.#stream(response, anthropic ? anthropicEvents : chatEvents, !anthropic)
    const whole = anthropic
      ? { ...message, content: [{ type: 'text', text: 'Grüezi' }, tool], stop_reason: 'tool_use', usage }
      : {
          ...chat,
          object: 'chat.completion',
          choices: [
            {
              index: 0,
              message: { role: 'assistant', content: 'Grüezi', tool_calls: [call] },
              finish_reason: 'tool_calls',
            },
          ],
          usage: chatUsage,
        }
    json(response, 200, whole)
  }

  async #stream(response: ServerResponse, events: Events, done: boolean): Promise<void> {
    response.writeHead(200, { 'content-type': 'text/event-stream; charset=utf-8' })
    for (const [index, event] of events.entries()) {
      if (index === events.length - 2) await this.#held
      const { type } = event as { type?: string }
      response.write(`${type ? `event: ${type}\n` : ''}data: ${JSON.stringify(event)}\n\n`)
    }
    response.end(done ? 'data: [DONE]\n\n' : '')
  }
}

function json(response: ServerResponse, status: number, body: unknown): void {
  response.writeHead(status, { 'content-type': 'application/json', 'request-id': 'req_1' }).end(JSON.stringify(body))
}
