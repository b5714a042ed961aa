import type { History, HistoryFigures, HistoryGroup } from '../types'

export const RANGES = ['1h', '6h', '24h', '7d', '30d'] as const
export type Range = (typeof RANGES)[number]
export const rangeOf = (value: unknown): Range => RANGES.find((range) => range === value) ?? '24h'

export const GROUPINGS = ['none', 'provider', 'model', 'channel', 'client'] as const
export type Grouping = (typeof GROUPINGS)[number]
export const groupingOf = (value: unknown): Grouping => GROUPINGS.find((by) => by === value) ?? 'none'

/** The log's filter by which a group's requests are found. */
export const FILTER_OF = { provider: 'provider', model: 'model', channel: 'channel', client: 'clientId' } as const

/** How often the figures are asked for while they are seen, in milliseconds: the longer the buckets, the less often. */
export const REFRESH_MS: Record<Range, number> = {
  '1h': 10_000,
  '6h': 15_000,
  '24h': 30_000,
  '7d': 60_000,
  '30d': 120_000,
}

export const MOST_SERIES = 8
/** The colour of what is not told apart; the others are numbered from 0. */
export const OTHER_COLOR = MOST_SERIES
const ALL = 'all'
const OTHER = 'other'

/** One line of the legend: everything, a group, or all the groups that are not told apart. */
export interface Series {
  /** Distinct among the series; not the name, which may be any text. */
  readonly key: string
  /** Absent for everything and for the rest. */
  readonly name?: string
  readonly other: boolean
  readonly color: number
  readonly total: HistoryFigures
  /** One for each bucket of the history; absent where the group has no request. */
  readonly points: readonly (HistoryFigures | undefined)[]
}

const COUNTS = [
  'requests',
  'pending',
  'errors',
  'cost',
  'unpriced',
  'inputTokens',
  'outputTokens',
  'cacheCreationInputTokens',
  'cacheReadInputTokens',
  'totalTokens',
] as const

/** The sums of figures. Percentiles have none: they are absent. */
export function sumFigures(figures: readonly HistoryFigures[], start: string): HistoryFigures {
  const sum = { start } as HistoryFigures
  for (const name of COUNTS) sum[name] = figures.reduce((n, figure) => n + figure[name], 0)
  return sum
}

/** The groups of a history as series, the busiest first; those beyond eight are one. Without groups, everything is one. */
export function seriesOf(history: History, colors: ReadonlyMap<string, number> = new Map()): readonly Series[] {
  if (!history.groups) {
    const total = sumFigures(history.buckets, history.from)
    return [{ key: ALL, other: false, color: 0, total, points: history.buckets }]
  }
  const named = history.groups.filter(({ other, name }) => !other && name !== undefined)
  const shown = named.slice(0, MOST_SERIES)
  const rest = history.groups.filter((group) => !shown.includes(group))
  const place = new Map(history.buckets.map(({ start }, index) => [start, index]))
  const series: Series[] = shown.map((group, index) => ({
    key: `:${group.name}`,
    name: group.name,
    other: false,
    color: colors.get(group.name ?? '') ?? index,
    total: group.total,
    points: aligned(group.buckets, place),
  }))
  if (rest.length) series.push(restOf(rest, place, history.from))
  return series
}

function aligned(buckets: readonly HistoryFigures[], place: ReadonlyMap<string, number>) {
  const points = new Array<HistoryFigures | undefined>(place.size).fill(undefined)
  for (const bucket of buckets) {
    const index = place.get(bucket.start)
    if (index !== undefined) points[index] = bucket
  }
  return points
}

function restOf(groups: readonly HistoryGroup[], place: ReadonlyMap<string, number>, start: string): Series {
  const [only] = groups
  const made = { key: OTHER, other: true, color: OTHER_COLOR }
  // One group alone keeps its percentiles.
  if (groups.length === 1 && only) return { ...made, total: only.total, points: aligned(only.buckets, place) }
  const each = groups.map((group) => aligned(group.buckets, place))
  const points = [...place].map(([begin, index]) => {
    const found = each.map((p) => p[index]).filter((p) => p !== undefined)
    return found.length ? sumFigures(found, begin) : undefined
  })
  const total = sumFigures(
    groups.map((group) => group.total),
    start,
  )
  return { ...made, total, points }
}

/** Colours of names: a name keeps its colour for as long as it is shown, whatever its place. */
export function keepColors(names: readonly string[], before: ReadonlyMap<string, number>): ReadonlyMap<string, number> {
  const kept = new Map<string, number>()
  for (const name of names) {
    const color = before.get(name)
    if (color !== undefined) kept.set(name, color)
  }
  const free = Array.from({ length: MOST_SERIES }, (_, i) => i).filter((color) => ![...kept.values()].includes(color))
  for (const name of names) if (!kept.has(name)) kept.set(name, free.shift() ?? OTHER_COLOR)
  return kept
}

/** Errors among what has ended (0–1); absent where nothing has. */
export function errorRate({ requests, pending, errors }: HistoryFigures): number | undefined {
  return requests > pending ? errors / (requests - pending) : undefined
}

/** US dollars; absent where there is no price, which is not "$0". */
export function costOf({ cost, unpriced }: HistoryFigures): number | undefined {
  return cost === 0 && unpriced > 0 ? undefined : cost
}

/** From (inclusive) and to (exclusive) in epoch milliseconds. */
export interface Span {
  from: number
  to: number
}

/** The whole buckets that a span touches. `starts` and `end` in epoch milliseconds. */
export function wholeBuckets({ from, to }: Span, starts: readonly number[], end: number): Span | undefined {
  const first = starts.findLastIndex((start) => start <= from)
  const after = starts.findIndex((start) => start >= to)
  const begin = starts[Math.max(0, first)]
  return begin === undefined ? undefined : { from: begin, to: after < 0 ? end : (starts[after] ?? end) }
}
