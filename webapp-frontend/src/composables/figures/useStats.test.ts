// @vitest-environment node
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { effectScope, shallowRef, type EffectScope } from 'vue'
import { createEmitter } from '../../model/stream/emitter'
import type { Stats } from '../../model/types'
import { createApi } from '../../services/api'
import { LogServer } from '../../testing/logServer'
import type { ClientEvents } from '../stream/useLogStream'
import { useStats } from './useStats'

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

const stats = (change: Partial<Stats> = {}): Stats => ({
  totalRequests: 10,
  pending: 0,
  byStatus: {},
  totalCost: 1,
  unpriced: 0,
  inputTokens: 0,
  outputTokens: 0,
  totalTokens: 100,
  ...change,
})

function strip() {
  const stream = createEmitter<ClientEvents>()
  const pendingRows = shallowRef(0)
  const clock = { now: Date.parse('2026-01-11T15:00:00Z') }
  const shown = scope.run(() =>
    useStats(
      stream,
      createApi(() => server.base),
      pendingRows,
      () => clock.now,
    ),
  )
  if (!shown) throw new Error('the scope is over')
  return {
    ...shown,
    pendingRows,
    clock,
    push: (data: Stats) => stream.emit('log:stats', { data, timestamp: '' }),
    page: (kind: ClientEvents['page']['kind']) =>
      stream.emit('page', { page: { requests: [], hasMore: false, cursor: '' }, kind }),
  }
}

test('counts what is in flight live, and adds what is not among the loaded rows', () => {
  const { push, pendingRows, inFlight } = strip()
  pendingRows.value = 3
  push(stats({ pending: 5 }))
  expect(inFlight.value).toBe(5)
  pendingRows.value = 4
  expect(inFlight.value).toBe(6)
})

test('fetches the last 24 hours with the first page, and at most every 6 s while polling', async () => {
  server.stats = stats()
  const { page, clock, stats: shown } = strip()
  page('join')
  await vi.waitFor(() => expect(shown.value?.totalRequests).toBe(10))
  page('poll')
  clock.now += 6_000
  page('poll')
  await vi.waitFor(() => expect(server.statsFrom).toEqual(['2026-01-10T15:00:00.000Z', '2026-01-10T15:00:06.000Z']))
})

test('keeps the figures of the stream when an older answer comes late', async () => {
  let release: () => void = () => undefined
  server.statsGate = new Promise((resolve) => (release = resolve))
  server.stats = stats({ totalRequests: 11 })
  const { page, push, clock, stats: shown } = strip()
  page('join')
  await vi.waitFor(() => expect(server.statsFrom).toHaveLength(1))
  push(stats({ totalRequests: 12 }))
  release()

  // The next answer shows that the late one has been dealt with.
  server.stats = stats({ totalRequests: 13 })
  clock.now += 6_000
  const seen: (number | undefined)[] = []
  await vi.waitFor(() => {
    seen.push(shown.value?.totalRequests)
    page('poll')
    clock.now += 6_000
    expect(shown.value?.totalRequests).toBe(13)
  })
  expect(seen).not.toContain(11)
})

test('hears nothing after its scope is over', () => {
  const { push, stats: shown } = strip()
  scope.stop()
  push(stats())
  expect(shown.value).toBeUndefined()
})
