import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { effectScope, type EffectScope } from 'vue'
import type { ClientEvents } from '../../model/stream/clientEvents'
import { createEmitter } from '../../model/stream/emitter'
import type { LogRecord } from '../../model/types'
import { record } from '../../testing/records'
import { useLogs } from './useLogs'

let scope: EffectScope
let visibility: 'visible' | 'hidden'

beforeEach(() => {
  scope = effectScope()
  visibility = 'visible'
  vi.spyOn(document, 'visibilityState', 'get').mockImplementation(() => visibility)
})

afterEach(() => {
  scope.stop()
  vi.restoreAllMocks()
})

function table(...requests: LogRecord[]) {
  const events = createEmitter<ClientEvents>()
  const stream = { ...events, filter: () => ({}) }
  const logs = scope.run(() => useLogs(stream, { logs: () => expect.fail() })) ?? expect.fail()
  events.emit('page', { page: { requests, hasMore: false, cursor: 't-1' }, kind: 'join' })
  const timestamp = '2026-01-11T15:00:00.123Z'
  return {
    logs,
    events,
    change: (data: LogRecord) => events.emit('log:updated', { data, timestamp }),
    gone: (id: string) => events.emit('log:removed', { data: { id }, timestamp }),
    ids: () => logs.rows.value.map((row) => `${row.id} ${row.record.rev}`).sort(),
  }
}

function look(at: 'visible' | 'hidden') {
  visibility = at
  document.dispatchEvent(new Event('visibilitychange'))
}

test('a hidden page receives without rendering, and renders once when it is looked at', async () => {
  const { logs, change, ids } = table(record({ id: 'a', status: 'pending' }))
  look('hidden')
  const before = logs.rows.value
  for (let i = 0; i < 9_000; i++) change(record({ id: `r-${i}`, status: 'pending' }))
  await vi.waitFor(() => expect(logs.pending.value, 'the title counts on').toBe(9_001))
  expect(logs.rows.value).toBe(before)
  look('visible')
  expect(ids()).toHaveLength(9_001)
})

test('of a record that leaves the filter and comes back the last news hold', async () => {
  const { change, gone, ids } = table(record({ id: 'a' }), record({ id: 'b' }))
  gone('a')
  gone('unknown')
  change(record({ id: 'b', rev: 2 }))
  gone('b')
  change(record({ id: 'b', rev: 3 }))
  change(record({ id: 'c' }))
  gone('c')
  await vi.waitFor(() => expect(ids()).toEqual(['b 3']))
})

test('what leaves the filter while a page is fetched anew is not on it afterwards', async () => {
  const { events, change, gone, ids } = table(record({ id: 'old' }))
  events.emit('log:reset', { reason: 'too-old', cursor: 't-9' })
  change(record({ id: 'a', rev: 2 }))
  gone('b')
  const requests = [record({ id: 'a' }), record({ id: 'b' })]
  events.emit('page', { page: { requests, hasMore: false, cursor: 't-9' }, kind: 'reset' })
  expect(ids()).toEqual(['a 2'])
})
