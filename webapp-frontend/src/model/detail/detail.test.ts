import { expect, test } from 'vitest'
import { record } from '../../testing/records'
import { requestFields, timeFields, whoAsked } from './detail'
import { createFormat } from '../format'
import { answeredBy, durationBar, isUnpriced, p95 } from '../record'

test('says what is known and leaves out what is not', () => {
  const fields = requestFields(record({ endpoint: '/v1/messages', stream: false, httpStatus: 200 }), ['no', 'yes'])
  expect(fields.map(({ name, value }) => [name, value])).toEqual([
    ['endpoint', '/v1/messages'],
    ['stream', 'no'],
    ['httpStatus', '200'],
  ])
  expect(timeFields(record({}), createFormat('en')).map(({ name }) => name)).toEqual(['started'])
})

test('a key has no filter', () => {
  expect(whoAsked(record({ sessionId: 's-1', apiKeyId: 'k-1' }))).toEqual([
    { name: 'sessionId', value: 's-1', filter: 'sessionId' },
    { name: 'apiKeyId', value: 'k-1' },
  ])
})

test('an unknown price is unpriced, not free; a price of zero is free', () => {
  expect(isUnpriced(record({ totalTokens: 10 }))).toBe(true)
  expect(isUnpriced(record({ totalTokens: 10, price: 0 }))).toBe(false)
  expect(isUnpriced(record({ status: 'pending', totalTokens: 10 }))).toBe(false)
  expect(isUnpriced(record({}))).toBe(false)
})

test('names the answering model only where it is another', () => {
  expect(answeredBy(record({ model: 'gpt-5', responseModel: 'gpt-5' }))).toBeUndefined()
  expect(answeredBy(record({ model: 'gpt-5', responseModel: 'gpt-5-2025-08-07' }))).toBe('gpt-5-2025-08-07')
})

test('the duration bar shares its width between waiting and streaming, and says when it is full', () => {
  expect(durationBar(record({ durationMs: 500, firstTokenDurationMs: 100 }), 1_000)).toEqual({
    waiting: 0.1,
    streaming: 0.4,
    over: false,
  })
  expect(durationBar(record({ durationMs: 4_000, firstTokenDurationMs: 1_000 }), 1_000)).toEqual({
    waiting: 0.25,
    streaming: 0.75,
    over: true,
  })
  expect(durationBar(record({ durationMs: 0 }), 1_000)).toEqual({ waiting: 0, streaming: 0, over: false })
})

test('p95 of a hundred is the ninety-sixth, of none is none', () => {
  expect(p95(Array.from({ length: 100 }, (_, i) => i))).toBe(95)
  expect(p95([7])).toBe(7)
  expect(p95([])).toBeUndefined()
})
