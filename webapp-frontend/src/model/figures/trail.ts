import { ratesOf, type FigureValues } from './figures'
import type { HistoryFigures } from '../types'

/** One point a minute, and the last one is now: an hour. */
export const POINTS = 60
const MINUTE_MS = 60_000

export const minuteOf = (at: number) => Math.floor(at / MINUTE_MS) * MINUTE_MS

/** The figures of one minute that is over. */
export function pointOf(bucket: HistoryFigures): FigureValues {
  const { requests, pending, errors, totalTokens: tokens, cost } = bucket
  const ended = requests - pending
  return {
    ...ratesOf({ requests: requests / 60, tokens: tokens / 60, cost: cost / 60 }),
    // A bucket does not tell the cancelled ones, which count neither way, from the completed: a hair too high.
    success: ended > 0 ? 1 - errors / ended : undefined,
    p95: bucket.durationMs?.p95,
  }
}

/** What was in flight in a minute, as often as one looked. */
export interface Reading {
  minute: number
  sum: number
  count: number
}

/** Takes a reading; keeps those of the last hour. */
export function addReading(readings: readonly Reading[], value: number, at: number): readonly Reading[] {
  const minute = minuteOf(at)
  const others = readings.filter((reading) => reading.minute < minute && minute - reading.minute < POINTS * MINUTE_MS)
  const same = readings.find((reading) => reading.minute === minute) ?? { minute, sum: 0, count: 0 }
  return [...others, { minute, sum: same.sum + value, count: same.count + 1 }]
}

/**
 * The minutes before the one of `at`, the oldest first: an hour without its last minute, which is `now`. What is known
 * of no minute is a point without figures.
 */
export function trailBefore(
  at: number,
  buckets: readonly HistoryFigures[],
  readings: readonly Reading[],
): readonly FigureValues[] {
  const byMinute = new Map(buckets.map((bucket) => [minuteOf(Date.parse(bucket.start)), bucket]))
  const inFlight = new Map(readings.map(({ minute, sum, count }) => [minute, sum / count]))
  return Array.from({ length: POINTS - 1 }, (_, i) => {
    const minute = minuteOf(at) - (POINTS - 1 - i) * MINUTE_MS
    const bucket = byMinute.get(minute)
    return { ...(bucket && pointOf(bucket)), inFlight: inFlight.get(minute) }
  })
}
