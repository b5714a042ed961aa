// @vitest-environment node
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { effectScope, nextTick, ref, shallowRef, type EffectScope } from 'vue'
import type { Stats } from '../../model/types'
import { createApi } from '../../services/api'
import { LogServer } from '../../testing/logServer'
import { useFigures } from './useFigures'

const NOON = Date.parse('2026-01-11T12:00:00Z')

let server: LogServer
let scope: EffectScope
beforeEach(async () => {
  server = await new LogServer().start()
  scope = effectScope()
})
afterEach(async () => {
  scope.stop()
  await server.stop()
})

const total = (change: Partial<Stats>): Stats => ({
  totalRequests: 0,
  pending: 0,
  byStatus: {},
  totalCost: 0,
  unpriced: 0,
  inputTokens: 0,
  outputTokens: 0,
  totalTokens: 0,
  from: '2026-01-10T12:00:00.000Z',
  ...change,
})

function strip() {
  const stats = shallowRef<Stats>()
  const clock = { now: NOON }
  const api = createApi(() => server.base)
  const figures = scope.run(() => useFigures({ api, stats, inFlight: ref(4), clockOffsetMs: ref(0) }, () => clock.now))
  if (!figures) throw new Error('the scope is over')
  return {
    ...figures,
    async after(seconds: number, change: Partial<Stats>) {
      clock.now += seconds * 1_000
      stats.value = total(change)
      await nextTick()
    },
  }
}

test('five minutes of the past stand in until the stream has told enough', async () => {
  server.stats = total({
    from: '2026-01-11T11:55:00.000Z',
    totalRequests: 600,
    successRate: 0.98,
    durationMs: { p50: 1, p95: 4_200, p99: 3 },
  })
  const { values, recentRequests, after } = strip()
  await after(0, { totalRequests: 1_000 })
  await vi.waitFor(() => expect(values.value).toMatchObject({ requests: 2, success: 0.98, p95: 4_200, inFlight: 4 }))
  expect(recentRequests.value).toBe(600)
  for (let i = 1; i <= 6; i++) await after(5, { totalRequests: 1_000 + 50 * i })
  expect(values.value.requests).toBe(10)
})

test('the hour before is there at once, and asked for again once a minute', async () => {
  const figures = { pending: 0, errors: 0, cost: 0, unpriced: 0, inputTokens: 0, outputTokens: 0, totalTokens: 0 }
  server.history = [
    { start: '2026-01-11T11:59:00Z', requests: 60, cacheCreationInputTokens: 0, cacheReadInputTokens: 0, ...figures },
  ]
  const { before, after } = strip()
  await after(1, {})
  await vi.waitFor(() => expect(before.value.at(-1)?.requests).toBe(1))
  for (let i = 0; i < 5; i++) await after(5, {})
  expect(server.histories).toBe(1)
  await after(60, {})
  await vi.waitFor(() => expect(server.histories).toBe(2))
  expect(before.value.at(-2)?.requests).toBe(1)
})
