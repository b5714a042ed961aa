import { expect, test } from 'vitest'
import { record } from '../testing/records'
import { knownCost, sessionTotals, spanOf, timelineBar, timelineTicks, windowOf } from './sessions'
import type { LogRecord } from './types'

const row = (at: number, change: Partial<LogRecord>) => ({ id: `r-${at}`, at, record: record(change) })

test('a sum of nothing priced is unknown, not free', () => {
  expect(knownCost({ totalCost: 0 })).toBeUndefined()
  expect(knownCost({ totalCost: 0.2 })).toBe(0.2)
})

test('a window that nobody offers is the one that is pushed', () => {
  expect(windowOf('2h')).toBe('2h')
  expect(windowOf('3y')).toBe('30m')
})

test('totals sum up requests, tell attempts apart, and know what is not priced', () => {
  const totals = sessionTotals(
    [
      row(1_000, { durationMs: 500, price: 0.25, inputTokens: 10, outputTokens: 5, totalTokens: 15, model: 'b' }),
      row(2_000, { status: 'failover', durationMs: 100, model: 'a', clientId: 'ci' }),
      row(2_100, { status: 'timeout', durationMs: 900, inputTokens: 7, totalTokens: 7, cacheReadInputTokens: 2 }),
      row(3_000, { status: 'pending' }),
    ],
    8_000,
  )
  expect(totals).toEqual({
    requests: 3,
    pending: 1,
    errors: 1,
    attempts: 1,
    inputTokens: 17,
    outputTokens: 5,
    cacheTokens: 2,
    cost: 0.25,
    unpriced: 1,
    models: ['a', 'b'],
    clients: ['ci'],
    from: 1_000,
    to: 8_000,
  })
  expect(sessionTotals([row(0, { totalTokens: 3 })], 0).cost).toBeUndefined()
})

test('a request lies where it was in time, waiting and then streaming', () => {
  const bar = (at: number, change: Partial<LogRecord>) => timelineBar(row(at, change), 0, 10_000, 6_000)
  expect(bar(1_000, { durationMs: 4_000, firstTokenDurationMs: 1_000 })).toEqual({
    left: 0.1,
    waiting: expect.closeTo(0.1),
    streaming: expect.closeTo(0.3),
  })
  expect(bar(1_000, { durationMs: 4_000 })).toEqual({ left: 0.1, waiting: 0.4, streaming: 0 })
  expect(bar(2_000, { status: 'pending' }), 'runs to now').toEqual({
    left: 0.2,
    waiting: expect.closeTo(0.4),
    streaming: 0,
  })
  expect(bar(9_000, { durationMs: 90_000 }), 'never beyond the end').toMatchObject({ left: 0.9, streaming: 0 })
})

test('the axis has even steps, and never too many', () => {
  expect(timelineTicks({ from: 3_000, to: 34_000 }, 4)).toEqual({ step: 10_000, at: [10_000, 20_000, 30_000] })
  for (const to of [1, 999, 60_000, 5e6, 9e8])
    expect(timelineTicks({ from: 0, to }, 5).at.length).toBeLessThanOrEqual(6)
})

test('the span of rows goes to the last end, and a moment has a length', () => {
  expect(spanOf([row(9_000, { durationMs: 100 }), row(2_000, { durationMs: 30_000 })], 0)).toEqual({
    from: 2_000,
    to: 32_000,
  })
  expect(spanOf([row(5_000, { durationMs: 3 })], 0)).toEqual({ from: 5_000, to: 6_000 })
})
