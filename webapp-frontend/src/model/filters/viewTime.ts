import { readFilter, valuesOf, type Ignored } from './filter'
import type { Query } from '../query'

const MINUTE_MS = 60_000
const HOUR_MS = 60 * MINUTE_MS
const DAY_MS = 24 * HOUR_MS

/** Ranges that end now, by the name they have in an address. */
export const QUICK_RANGES = {
  '15m': 15 * MINUTE_MS,
  '1h': HOUR_MS,
  '6h': 6 * HOUR_MS,
  '24h': DAY_MS,
  '7d': 7 * DAY_MS,
  '30d': 30 * DAY_MS,
} as const
export type QuickRange = keyof typeof QUICK_RANGES

/** The time that a view shows: up to now, or from (inclusive) and to (exclusive) as RFC 3339; neither is all of it. */
export interface ViewTime {
  range?: QuickRange
  from?: string
  to?: string
}

const isQuick = (value: string | undefined): value is QuickRange => value !== undefined && value in QUICK_RANGES

/** A quick range goes before bounds; a range that ends before it begins is none. */
export function readTime(query: Readonly<Record<string, unknown>>): { time: ViewTime; ignored: Ignored[] } {
  const [range] = valuesOf(query.range)
  const { filter, ignored: bounds } = readFilter({ from: query.from, to: query.to })
  const [from] = filter.from ?? []
  const [to] = filter.to ?? []
  if (isQuick(range)) return { time: { range }, ignored: bounds }
  const ignored = [...bounds, ...(range === undefined ? [] : [{ name: 'range', values: [range] }])]
  if (from !== undefined && to !== undefined && Date.parse(from) >= Date.parse(to)) {
    return { time: {}, ignored: [...ignored, { name: 'from', values: [from] }] }
  }
  return { time: { ...(from && { from }), ...(to && { to }) }, ignored }
}

/** The bounds of a time at `now` (epoch milliseconds); a quick range has no end. */
export function boundsOf({ range, from, to }: ViewTime, now: number): { from?: string; to?: string } {
  return range ? { from: new Date(now - QUICK_RANGES[range]).toISOString() } : { from, to }
}

/** The last moment of a range that ends before `to`, both RFC 3339: what people call its end. */
export function lastMomentOf(to: string): string {
  return new Date(Date.parse(to) - 1).toISOString()
}

/** Whether a time lies within the bounds of a query, as the server decides it for pages. */
export function isWithin({ from, to }: Query, time: string): boolean {
  const at = from || to ? Date.parse(time) : 0
  return (!from || at >= Date.parse(String(from))) && (!to || at < Date.parse(String(to)))
}
