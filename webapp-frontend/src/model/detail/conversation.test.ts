import { expect, test } from 'vitest'
import { conversation } from './conversation'

const json = JSON.stringify

test('Anthropic messages, with tools and a stream', () => {
  const request = json({
    system: 'Be brief.',
    messages: [
      { role: 'user', content: 'Weather?' },
      { role: 'assistant', content: [{ type: 'tool_use', name: 'get_weather', input: { city: 'Zürich' } }] },
      { role: 'user', content: [{ type: 'tool_result', content: [{ type: 'text', text: 'sunny' }] }] },
    ],
  })
  const response = [
    'event: content_block_start\ndata: {"type":"content_block_start","content_block":{"type":"text","text":""}}',
    'event: content_block_delta\ndata: {"type":"content_block_delta","delta":{"type":"text_delta","text":"It is "}}',
    'event: content_block_delta\ndata: {"type":"content_block_delta","delta":{"type":"text_delta","text":"sunny."}}',
  ].join('\n\n')

  expect(conversation(request, response)).toEqual([
    { role: 'system', text: 'Be brief.' },
    { role: 'user', text: 'Weather?' },
    { role: 'assistant', text: 'get_weather({"city":"Zürich"})' },
    { role: 'user', text: 'sunny' },
    { role: 'assistant', text: 'It is sunny.' },
  ])
})

test('OpenAI chat completions, whole and streamed', () => {
  const request = json({ messages: [{ role: 'user', content: 'Hi' }] })
  const call = { function: { name: 'look', arguments: '{"a":1}' } }
  expect(conversation(request, json({ choices: [{ message: { content: 'Hello', tool_calls: [call] } }] }))[1]).toEqual({
    role: 'assistant',
    text: 'Hello\nlook({"a":1})',
  })
  const stream = ['Hel', 'lo'].map((content) => `data: ${json({ choices: [{ delta: { content } }] })}\n\n`).join('')
  expect(conversation(request, `${stream}data: [DONE]\n\n`)[1]).toEqual({ role: 'assistant', text: 'Hello' })
})

test('OpenAI responses and Gemini', () => {
  const output = [{ type: 'message', content: [{ type: 'output_text', text: 'Hello' }] }]
  expect(conversation(json({ instructions: 'Be kind.', input: 'Hi' }), json({ output }))).toEqual([
    { role: 'system', text: 'Be kind.' },
    { role: 'user', text: 'Hi' },
    { role: 'assistant', text: 'Hello' },
  ])
  const contents = [{ role: 'user', parts: [{ text: 'Hi' }] }]
  const candidates = [{ content: { parts: [{ text: 'Hello' }] } }]
  expect(conversation(json({ contents }), json({ candidates }))).toEqual([
    { role: 'user', text: 'Hi' },
    { role: 'assistant', text: 'Hello' },
  ])
})

test('an error is one, and what is cut or foreign breaks nothing', () => {
  expect(conversation('{"messages":[{"ro', json({ error: { message: 'Overloaded' } }))).toEqual([
    { role: 'error', text: 'Overloaded' },
  ])
  expect(conversation('', 'data: {"choi')).toEqual([])
  expect(conversation('[1,null]', '7')).toEqual([])
})
