import { expect, test } from 'vitest'
import { record } from '../../testing/records'
import { tokensPerSecond } from '../record'
import { sortRows } from './sortRows'

const rows = [
  record({ id: 'd', price: 0.5, model: 'gpt-5' }),
  record({ id: 'c', model: 'gemini' }),
  record({ id: 'b', price: 0.1 }),
  record({ id: 'a', price: 0.5 }),
].map((one) => ({ id: one.id, at: 0, record: one }))
const ids = (sorted: typeof rows) => sorted.map(({ id }) => id).join('')

test('sorts by the values; unknown ones come last, equal ones stay the newest first', () => {
  expect(ids(sortRows(rows, { id: 'cost', desc: true }))).toBe('dabc')
  expect(ids(sortRows(rows, { id: 'cost', desc: false }))).toBe('bdac')
  expect(ids(sortRows(rows, { id: 'model', desc: false }))).toBe('cdba')
  expect(ids(rows), 'of its own').toBe('dcba')
})

test('tokens a second are those after the first token, where that can be said', () => {
  const timed = { outputTokens: 200, durationMs: 2_500, firstTokenDurationMs: 500 }
  expect(tokensPerSecond(record(timed))).toBe(100)
  expect(tokensPerSecond(record({ ...timed, firstTokenDurationMs: 2_480 })), 'too short').toBeUndefined()
  expect(tokensPerSecond(record({ ...timed, firstTokenDurationMs: undefined }))).toBeUndefined()
  expect(tokensPerSecond(record({ ...timed, outputTokens: 0 }))).toBeUndefined()
  expect(tokensPerSecond(record({ ...timed, durationMs: undefined }))).toBeUndefined()
})
