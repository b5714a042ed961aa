import { expect, test } from 'vitest'
import { record } from '../testing/records'
import { ageOf, ageShare, concurrency, countFlights, Flights, markOf, P95_AT } from './inflight'

const AT = Date.parse('2026-01-11T15:00:00.000Z')
const pending = (id: string, afterMs = 0, more = {}) =>
  record({ id, status: 'pending', initialTime: new Date(AT + afterMs).toISOString(), ...more })
const ids = (flights: Flights) => flights.sorted().map(({ id }) => id)

test('an age is calm up to the p95, slow beyond it, overdue beyond the timeout, and without a p95 never slow', () => {
  expect(markOf(5_000, 5_000, 300_000)).toBe('calm')
  expect(markOf(5_001, 5_000, 300_000)).toBe('slow')
  expect(markOf(300_001, 5_000, 300_000)).toBe('overdue')
  expect(markOf(299_000, undefined, 300_000)).toBe('calm')
  expect(ageShare(5_000, 5_000)).toBe(P95_AT)
  expect(ageShare(60_000, 5_000)).toBe(1)
})

test('pending requests stand by age, and what ended stays until it is swept', () => {
  const flights = new Flights()
  for (const one of [pending('young', 2_000), pending('old'), record({ id: 'done' })]) flights.take(one, AT + 3_000)
  expect(ids(flights)).toEqual(['old', 'young'])

  flights.take(pending('old', 0, { rev: 2, status: 'completed', durationMs: 3_100 }), AT + 4_000)
  const [old] = flights.sorted()
  expect(old && ageOf(old, AT + 60_000), 'its clock has stopped').toBe(3_100)
  expect(flights.sweep(AT + 4_000)).toBe(false)
  expect(flights.sweep(AT + 4_001)).toBe(true)
  expect(ids(flights)).toEqual(['young'])
})

test('an older state of a request changes nothing', () => {
  const flights = new Flights()
  flights.take(pending('a', 0, { rev: 3 }), AT)
  flights.take(pending('a', 0, { rev: 2, status: 'error' }), AT)
  expect(flights.get('a')?.endedAt).toBeUndefined()
})

test('pages replace what is pending, keep an end that was seen, and do not bring it back', () => {
  const flights = new Flights()
  for (const id of ['gone', 'ended', 'stays']) flights.take(pending(id), AT)
  flights.take(pending('ended', 0, { rev: 2, status: 'completed' }), AT)
  flights.replace([pending('ended'), pending('stays'), pending('new')], AT)
  expect(ids(flights)).toEqual(['ended', 'new', 'stays'])
  expect(flights.get('ended')?.endedAt).toBe(AT)
})

test('no more are held than the limit, and it is said', () => {
  const flights = new Flights(2)
  for (const id of ['a', 'b', 'c']) flights.take(pending(id), AT)
  expect(ids(flights)).toEqual(['a', 'b'])
  expect(flights.full).toBe(true)
})

test('concurrency counts what is under way and remembers its peak', () => {
  const flights = new Flights()
  for (const id of ['a', 'b']) flights.take(pending(id, 0, { providerName: 'openai' }), AT)
  flights.take(pending('c', 0, { providerName: 'google' }), AT)
  const before = concurrency(flights.sorted(), 'provider')
  expect(before).toEqual([
    { name: 'openai', now: 2, peak: 2 },
    { name: 'google', now: 1, peak: 1 },
  ])
  flights.take(pending('a', 0, { rev: 2, status: 'error', providerName: 'openai' }), AT)
  flights.remove(({ id }) => id === 'c')
  expect(concurrency(flights.sorted(), 'provider', before)).toEqual([
    { name: 'openai', now: 1, peak: 2 },
    { name: 'google', now: 0, peak: 1 },
  ])
})

test('the head counts all that are under way', () => {
  const flights = new Flights()
  flights.take(pending('slow', 0, { model: 'gpt-5' }), AT)
  flights.take(pending('calm', 9_000, { model: 'gpt-5' }), AT)
  flights.take(pending('over', -400_000), AT)
  const counts = countFlights(flights.sorted(), AT + 10_000, ({ model }) => (model ? 4_000 : undefined), 300_000)
  expect(counts).toEqual({ pending: 3, slow: 1, overdue: 1, oldestMs: 410_000 })
})

test('what ended keeps out nothing that runs, also where nobody sweeps', () => {
  const flights = new Flights(2)
  for (const id of ['a', 'b']) flights.take(pending(id, 0), AT)
  flights.take(pending('a', 0, { rev: 2, status: 'completed' }), AT)
  flights.take(pending('c', 1), AT)
  expect(flights.sorted().map(({ id }) => id)).toEqual(['b', 'c'])
  expect(flights.full).toBe(false)
  flights.take(pending('d', 2), AT)
  expect(flights.full).toBe(true)
})
