import { expect, test } from 'vitest'
import { addReading, pointOf, POINTS, trailBefore, type Reading } from './trail'
import type { HistoryFigures } from '../types'

const NOW = Date.parse('2026-01-11T15:00:20Z')

const bucket = (start: string, change: Partial<HistoryFigures> = {}): HistoryFigures => ({
  start,
  requests: 120,
  pending: 20,
  errors: 5,
  cost: 0.5,
  unpriced: 0,
  inputTokens: 0,
  outputTokens: 0,
  cacheCreationInputTokens: 0,
  cacheReadInputTokens: 0,
  totalTokens: 9_000,
  durationMs: { p50: 1, p95: 4_000, p99: 3 },
  ...change,
})

test('a minute is told in the units of the strip', () => {
  expect(pointOf(bucket('2026-01-11T14:59:00Z'))).toEqual({
    requests: 2,
    tokens: 9_000,
    cost: expect.closeTo(30),
    success: 0.95,
    p95: 4_000,
  })
})

test('while nothing has ended there is no success, not one of zero', () => {
  const point = pointOf(bucket('2026-01-11T14:59:00Z', { requests: 3, pending: 3, errors: 0, durationMs: undefined }))
  expect(point.success).toBeUndefined()
  expect(point.p95).toBeUndefined()
})

test('the trail is the hour before this minute, each minute in its place', () => {
  const buckets = ['14:01', '14:59', '15:00'].map((time) => bucket(`2026-01-11T${time}:00Z`))
  const trail = trailBefore(NOW, buckets, addReading([], 7, NOW - 60_000))
  expect(trail).toHaveLength(POINTS - 1)
  expect(trail[0]?.requests).toBe(2)
  expect(trail[1]?.requests).toBeUndefined()
  expect(trail.at(-1)).toMatchObject({ requests: 2, inFlight: 7 })
})

test('what is in flight is averaged over its minute, and forgotten after an hour', () => {
  let readings: readonly Reading[] = addReading([], 3, NOW)
  readings = addReading(readings, 5, NOW + 5_000)
  expect(trailBefore(NOW + 60_000, [], readings).at(-1)?.inFlight).toBe(4)
  expect(addReading(readings, 1, NOW + 3_600_000)).toHaveLength(1)
})
