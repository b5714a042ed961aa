// @vitest-environment node
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { effectScope, ref, shallowRef, type EffectScope } from 'vue'
import { createEmitter } from '../../model/stream/emitter'
import { RowWindow } from '../../model/table/rows'
import type { LogRecord } from '../../model/types'
import { createApi } from '../../services/api'
import { LogServer } from '../../testing/logServer'
import { record } from '../../testing/records'
import type { ClientEvents } from '../stream/useLogStream'
import { useSelectedRecord } from './useSelectedRecord'

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

function select(id?: string, held: LogRecord[] = []) {
  const selected = ref(id)
  const stream = createEmitter<ClientEvents>()
  const window = new RowWindow()
  window.upsert(held)
  const rows = shallowRef(window.rows)
  const api = createApi(() => server.base)
  const made = scope.run(() =>
    useSelectedRecord(selected, { stream, api, logs: { rows, get: (id) => window.get(id) } }),
  )
  if (!made) throw new Error('the scope is over')
  return {
    ...made,
    selected,
    shown: () => made.selection.value,
    news: (data: LogRecord) => stream.emit('log:updated', { data, timestamp: '' }),
    row(change: LogRecord) {
      window.upsert([change])
      rows.value = window.rows
    },
    drop() {
      window.replace([])
      rows.value = window.rows
    },
  }
}

test('a record among the rows is shown at once, follows them, and stays when it leaves them', async () => {
  const { shown, row, drop } = select('r-1', [record({ status: 'pending' })])
  expect(shown()).toMatchObject({ state: 'shown', record: { rev: 1 } })
  row(record({ rev: 2 }))
  await vi.waitFor(() => expect(shown().record?.rev).toBe(2))
  drop()
  await Promise.resolve()
  expect(shown().record?.rev).toBe(2)
})

test('any other is asked for, and follows the stream; what comes late changes nothing', async () => {
  server.put({ id: 'far', model: 'gpt-5' })
  const { shown, news } = select('far')
  expect(shown().state).toBe('loading')
  await vi.waitFor(() => expect(shown().record?.model).toBe('gpt-5'))
  news(record({ id: 'far', rev: 3 }))
  expect(shown().record?.rev).toBe(3)
  news(record({ id: 'far', rev: 2 }))
  news(record({ id: 'other', rev: 9 }))
  expect(shown().record).toMatchObject({ id: 'far', rev: 3 })
})

test('what the server does not have is missing; what cannot be asked can be asked again', async () => {
  const { shown, selected, reload } = select('nowhere')
  await vi.waitFor(() => expect(shown().state).toBe('missing'))
  server.put({ id: 'far' })
  server.recordStatus = 503
  selected.value = 'far'
  await vi.waitFor(() => expect(shown().state).toBe('failed'))
  server.recordStatus = 200
  void reload()
  await vi.waitFor(() => expect(shown().state).toBe('shown'))
  selected.value = undefined
  await vi.waitFor(() => expect(shown()).toEqual({ state: 'none' }))
})
