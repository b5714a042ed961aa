import { costOf, errorRate, type Series } from './history'
import type { HistoryFigures } from '../types'

export type Unit = 'count' | 'percent' | 'cost' | 'duration'
export type ChartName = 'requests' | 'errors' | 'cost' | 'tokens' | 'duration' | 'firstToken'
export type Percentile = 'p50' | 'p95'

/** A line of a chart, or a layer of its bars. `null` is a gap: there is nothing to know. */
export interface ChartLine {
  readonly key: string
  /** What it is: a part of the whole, named by the view's words, or else a series. */
  readonly part?: 'input' | 'output' | 'cache' | Percentile
  readonly name?: string
  readonly other?: boolean
  readonly color: number
  readonly values: readonly (number | null)[]
}

export interface Chart {
  readonly name: ChartName
  readonly unit: Unit
  /** Bars are sums of a bucket and lie on each other; lines are rates and percentiles. */
  readonly kind: 'bars' | 'lines'
  readonly lines: readonly ChartLine[]
}

type Metric = (figures: HistoryFigures) => number | undefined

const cacheTokens: Metric = (f) => f.cacheReadInputTokens + f.cacheCreationInputTokens

const PARTS = [
  { part: 'input', color: 0, of: (f: HistoryFigures) => f.inputTokens },
  { part: 'output', color: 1, of: (f: HistoryFigures) => f.outputTokens },
  { part: 'cache', color: 2, of: cacheTokens },
] as const

/** A series' values of a metric. Sums of a bucket without requests are 0, rates and percentiles there are gaps. */
function valuesOf({ points }: Series, metric: Metric, none: number | null) {
  return points.map((point) => (point === undefined ? none : (metric(point) ?? null)))
}

/** The six charts of the shown series: `grouped` by series, otherwise by kinds of tokens and by percentiles. */
export function chartsOf(series: readonly Series[], grouped: boolean, percentile: Percentile): readonly Chart[] {
  const each = (metric: Metric, none: number | null): ChartLine[] =>
    series.map((one) => {
      const { key, name, other, color } = one
      return { key, name, other, color, values: valuesOf(one, metric, none) }
    })
  const [all] = series
  const tokens = (): ChartLine[] =>
    grouped || !all
      ? each((f) => f.totalTokens, 0)
      : PARTS.map(({ part, color, of }) => ({ key: part, part, color, values: valuesOf(all, of, 0) }))
  const percentiles = (name: 'durationMs' | 'firstTokenDurationMs'): ChartLine[] =>
    grouped || !all
      ? each((f) => f[name]?.[percentile], null)
      : (['p50', 'p95'] as const).map((part, color) => ({
          key: part,
          part,
          color,
          values: valuesOf(all, (f) => f[name]?.[part], null),
        }))
  return [
    { name: 'requests', unit: 'count', kind: 'bars', lines: each((f) => f.requests, 0) },
    { name: 'errors', unit: 'percent', kind: 'lines', lines: each(errorRate, null) },
    { name: 'cost', unit: 'cost', kind: 'bars', lines: each(costOf, 0) },
    { name: 'tokens', unit: 'count', kind: 'bars', lines: tokens() },
    { name: 'duration', unit: 'duration', kind: 'lines', lines: percentiles('durationMs') },
    { name: 'firstToken', unit: 'duration', kind: 'lines', lines: percentiles('firstTokenDurationMs') },
  ]
}

/** Each layer with those below it, from the first one up; a gap only where there is nothing in any layer. */
export function stacked(lines: readonly ChartLine[]): (number | null)[][] {
  let below: (number | null)[] = []
  return lines.map(({ values }) => {
    below = values.map((value, i) => {
      const under = below[i] ?? null
      return value === null ? under : value + (under ?? 0)
    })
    return below
  })
}

/** What a chart comes to in a bucket: the sum of its bars; lines have no sum. */
export function sumAt({ kind, lines }: Chart, index: number): number | undefined {
  if (kind === 'lines') return undefined
  const known = lines.map(({ values }) => values[index]).filter((value) => typeof value === 'number')
  return known.length ? known.reduce((a, b) => a + b, 0) : undefined
}
