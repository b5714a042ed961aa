import { expect, test } from 'vitest'
import { costOf, errorRate, keepColors, OTHER_COLOR, seriesOf, wholeBuckets } from './history'
import { chartsOf, stacked, sumAt } from './historyCharts'
import { createZoneFormat, zoneOf } from './historyTime'
import type { History, HistoryFigures } from '../types'

const START = ['2026-01-11T15:00:00.000Z', '2026-01-11T15:01:00.000Z', '2026-01-11T15:02:00.000Z'] as const

function figures(change: Partial<HistoryFigures> = {}): HistoryFigures {
  const none = { requests: 0, pending: 0, errors: 0, cost: 0, unpriced: 0, inputTokens: 0, outputTokens: 0 }
  return { start: START[0], ...none, cacheCreationInputTokens: 0, cacheReadInputTokens: 0, totalTokens: 0, ...change }
}

function history(groups?: History['groups']): History {
  const buckets = START.map((start, i) => figures({ start, requests: i + 1, cost: i }))
  return { from: START[0], to: '2026-01-11T15:02:30.000Z', zone: 'Z', bucket: '1m', buckets, groups }
}

const group = (name: string, requests: number, p95 = 100) => ({
  name,
  other: false,
  total: figures({ requests, durationMs: { p50: 50, p95, p99: 200 } }),
  buckets: [figures({ start: START[1], requests, durationMs: { p50: 50, p95, p99: 200 } })],
})

test('without groups everything is one series', () => {
  const [all, more] = seriesOf(history())
  expect(more).toBeUndefined()
  expect(all).toMatchObject({ other: false, total: { requests: 6, cost: 3 } })
  expect(all?.points).toHaveLength(3)
})

test('groups lie on the grid of buckets; those beyond eight are one, without percentiles', () => {
  const groups = Array.from({ length: 10 }, (_, i) => group(`m${i}`, 20 - i))
  const rest = { other: true, total: figures({ requests: 4 }), buckets: [figures({ start: START[2], requests: 4 })] }
  const series = seriesOf(history([...groups, rest]))
  expect(series).toHaveLength(9)
  expect(series[0]).toMatchObject({ name: 'm0', color: 0 })
  expect(series[0]?.points.map((point) => point?.requests)).toEqual([undefined, 20, undefined])
  const other = series[8]
  expect(other).toMatchObject({ other: true, color: OTHER_COLOR, total: { requests: 12 + 11 + 4 } })
  expect(other?.points.map((point) => point?.requests)).toEqual([undefined, 23, 4])
  expect(other?.total.durationMs).toBeUndefined()
})

test('a group called other is no rest', () => {
  const series = seriesOf(history([group('other', 2), { ...group('x', 1), name: undefined, other: true }]))
  expect(new Set(series.map(({ key }) => key)).size).toBe(2)
  expect(series.map(({ other }) => other)).toEqual([false, true])
})

test('a name keeps its colour when its place changes', () => {
  const first = keepColors(['a', 'b', 'c'], new Map())
  expect([...first]).toEqual([
    ['a', 0],
    ['b', 1],
    ['c', 2],
  ])
  expect([...keepColors(['c', 'd', 'a'], first)].sort()).toEqual([
    ['a', 0],
    ['c', 2],
    ['d', 1],
  ])
})

test('no request is no error rate, and no price no cost of zero', () => {
  expect(errorRate(figures({ requests: 2, pending: 2 }))).toBeUndefined()
  expect(errorRate(figures({ requests: 6, pending: 2, errors: 1 }))).toBe(0.25)
  expect(costOf(figures({ requests: 1, unpriced: 1 }))).toBeUndefined()
  expect(costOf(figures())).toBe(0)
})

test('sums are 0 where a group has no request, rates and percentiles are gaps', () => {
  const charts = chartsOf(seriesOf(history([group('a', 3)])), true, 'p95')
  const values = (name: string) => charts.find((chart) => chart.name === name)?.lines[0]?.values
  expect(values('requests')).toEqual([0, 3, 0])
  expect(values('errors')).toEqual([null, 0, null])
  expect(values('duration')).toEqual([null, 100, null])
  expect(values('firstToken')).toEqual([null, null, null])
})

test('without groups, tokens are told apart by kind and latencies by percentile', () => {
  const charts = chartsOf(seriesOf(history()), false, 'p95')
  const parts = (name: string) => charts.find((chart) => chart.name === name)?.lines.map(({ part }) => part)
  expect(parts('tokens')).toEqual(['input', 'output', 'cache'])
  expect(parts('duration')).toEqual(['p50', 'p95'])
})

test('layers lie on each other, and come to the sum', () => {
  const line = (key: string, ...values: (number | null)[]) => ({ key, color: 0, values })
  const lines = [line('a', 1, null, null), line('b', 2, 3, null)]
  expect(stacked(lines)).toEqual([
    [1, null, null],
    [3, 3, null],
  ])
  const chart = { name: 'cost', unit: 'cost', kind: 'bars', lines } as const
  expect([0, 1, 2].map((i) => sumAt(chart, i))).toEqual([3, 3, undefined])
})

test('a brush takes whole buckets', () => {
  const starts = [0, 60, 120]
  expect(wholeBuckets({ from: 70, to: 90 }, starts, 180)).toEqual({ from: 60, to: 120 })
  expect(wholeBuckets({ from: 10, to: 130 }, starts, 180)).toEqual({ from: 0, to: 180 })
  expect(wholeBuckets({ from: 10, to: 130 }, [], 180)).toBeUndefined()
})

test('times are those of the zone, and a zone nobody knows is the own one', () => {
  const at = Date.parse('2026-01-11T22:30:00Z')
  const shanghai = createZoneFormat('en', 'Asia/Shanghai')
  expect(shanghai.tick(at, 60_000)).toBe('06:30')
  expect(shanghai.span(at, at + 60_000, at)).toBe('06:30 – 06:31')
  expect(createZoneFormat('en', 'UTC').span(at, at + 7_200_000, at)).toBe('22:30 – Jan 12, 00:30')
  expect(zoneOf('Europe/Berlin')).toBe('Europe/Berlin')
  expect(zoneOf('Mars/Base')).toBe(Intl.DateTimeFormat().resolvedOptions().timeZone)
})
