import { expect, test } from 'vitest'
import { record } from '../testing/records'
import { detailGroups } from './detail'
import { createFormat } from './format'
import { answeredBy, durationBar, isUnpriced, p95 } from './record'

const en = createFormat('en')

const field = (groups: ReturnType<typeof detailGroups>, title: string, label: string) =>
  groups.find((group) => group.title === title)?.fields.find((f) => f.label === label)?.value

test('groups what is known and leaves out what is not', () => {
  const groups = detailGroups(record({ model: 'gpt-5', inputTokens: 0, stream: false, metadata: { canary: true } }), en)
  expect(groups.map((group) => group.title)).toEqual(['Request', 'Timing', 'Tokens', 'Metadata'])
  expect(field(groups, 'Tokens', 'Input')).toBe('0')
  expect(field(groups, 'Request', 'Streamed')).toBe('no')
  expect(field(groups, 'Metadata', 'canary')).toBe('true')
})

test('an unknown price is unpriced, not free; a price of zero is free', () => {
  expect(field(detailGroups(record({ totalTokens: 10 }), en), 'Cost', 'Total')).toBe('unpriced')
  expect(field(detailGroups(record({ totalTokens: 10, price: 0 }), en), 'Cost', 'Total')).toBe('$0')
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
