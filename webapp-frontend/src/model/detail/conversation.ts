/** One side's words in a conversation. */
export interface Turn {
  role: string
  text: string
}

type Json = Record<string, unknown>

const isObject = (value: unknown): value is Json => typeof value === 'object' && value !== null && !Array.isArray(value)
const list = (value: unknown): unknown[] => (Array.isArray(value) ? value : [])
const objects = (value: unknown): Json[] => list(value).filter(isObject)
const words = (value: unknown): string => (typeof value === 'string' ? value : '')

function parse(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

/**
 * A request and its response as a conversation, for the formats that the gateway reads. What is not understood is left
 * out; the raw text is beside it.
 */
export function conversation(request: string, response: string): Turn[] {
  return [...asked(parse(request)), ...answered(response)].filter((turn) => turn.text.trim() !== '')
}

function asked(body: unknown): Turn[] {
  if (!isObject(body)) return []
  const system = body.system ?? body.instructions ?? (isObject(body.systemInstruction) ? body.systemInstruction : '')
  const turns = objects(body.messages ?? body.contents ?? body.input).map(turn)
  if (typeof body.input === 'string') turns.push({ role: 'user', text: body.input })
  return [{ role: 'system', text: content(isObject(system) ? system.parts : system) }, ...turns]
}

function turn(message: Json): Turn {
  const calls = objects(message.tool_calls).map(part)
  const text = content(message.content ?? message.parts ?? (message.type ? [message] : ''))
  return {
    role: words(message.role) || words(message.type) || 'user',
    text: [text, ...calls].filter(Boolean).join('\n'),
  }
}

function content(value: unknown): string {
  return typeof value === 'string' ? value : objects(value).map(part).filter(Boolean).join('\n')
}

/** A block of a message: text, a tool's use, or its result. */
function part(block: Json): string {
  const call = isObject(block.function) ? block.function : isObject(block.functionCall) ? block.functionCall : undefined
  if (call) return `${words(call.name)}(${argument(call.arguments ?? call.args)})`
  if (block.type === 'tool_use') return `${words(block.name)}(${argument(block.input)})`
  if (block.type === 'function_call') return `${words(block.name)}(${argument(block.arguments)})`
  if (block.type === 'tool_result') return content(block.content)
  if (block.type === 'message') return content(block.content)
  return words(block.text) || words(block.thinking) || words(block.output)
}

const argument = (value: unknown): string => (typeof value === 'string' ? value : JSON.stringify(value ?? {}))

function answered(response: string): Turn[] {
  const body = parse(response)
  if (body === undefined) return [{ role: 'assistant', text: streamed(response) }]
  if (Array.isArray(body)) return [{ role: 'assistant', text: objects(body).map(candidate).join('') }]
  if (!isObject(body)) return []
  if (isObject(body.error)) return [{ role: 'error', text: words(body.error.message) }]
  const choices = objects(body.choices).map((choice) => (isObject(choice.message) ? turn(choice.message).text : ''))
  const text = [content(body.content), content(body.output), candidate(body), ...choices].filter(Boolean).join('\n')
  return [{ role: 'assistant', text }]
}

function candidate(body: Json): string {
  return objects(body.candidates)
    .map((found) => (isObject(found.content) ? content(found.content.parts) : ''))
    .join('\n')
}

/** The text of a stream's events, put together. */
function streamed(events: string): string {
  return events
    .split('\n')
    .filter((line) => line.startsWith('data:'))
    .map((line) => parse(line.slice(5)))
    .filter(isObject)
    .map(piece)
    .join('')
}

function piece(event: Json): string {
  if (event.type === 'response.output_text.delta') return words(event.delta)
  if (isObject(event.content_block) && event.content_block.type === 'tool_use') {
    return `\n${words(event.content_block.name)} `
  }
  if (isObject(event.delta)) {
    return words(event.delta.text) || words(event.delta.thinking) || words(event.delta.partial_json)
  }
  const deltas = objects(event.choices).map((choice) => (isObject(choice.delta) ? delta(choice.delta) : ''))
  return deltas.join('') || candidate(event)
}

function delta(part: Json): string {
  const calls = objects(part.tool_calls).map(({ function: call }) =>
    isObject(call) ? `${call.name ? `\n${words(call.name)} ` : ''}${words(call.arguments)}` : '',
  )
  return words(part.content) + calls.join('')
}
