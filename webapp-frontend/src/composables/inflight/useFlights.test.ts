import { effectScope, shallowRef } from 'vue'
import { expect, test, vi } from 'vitest'
import type { ClientEvents } from '../../model/stream/clientEvents'
import { createEmitter } from '../../model/stream/emitter'
import type { LogPage, LogRecord } from '../../model/types'
import { record } from '../../testing/records'
import { useFlights } from './useFlights'

const pending = (id: string, more = {}) =>
  record({ id, status: 'pending', providerName: 'openai', initialTime: new Date().toISOString(), ...more })
const change = (data: LogRecord) => ({ data, timestamp: new Date().toISOString() })

function open(...answers: (LogPage | Promise<LogPage>)[]) {
  const stream = { ...createEmitter<ClientEvents>(), clockOffsetMs: shallowRef(0) }
  const asked: unknown[] = []
  const logs = async (query: unknown) => {
    asked.push(query)
    return (await answers.shift()) ?? page([])
  }
  const scope = effectScope()
  const view = scope.run(() => useFlights(stream, { logs }))
  if (!view) throw new Error('no scope')
  const ids = () => view.flights.value.map(({ id }) => id).sort()
  return { ...view, stream, scope, asked, ids }
}

const page = (requests: LogRecord[], next?: string): LogPage => ({ requests, hasMore: !!next, next, cursor: 'c' })

test('every page of pending requests is read, then the stream is followed', async () => {
  const { asked, ids, loaded, stream, providers, scope } = open(page([pending('a')], 'n1'), page([pending('b')]))
  await vi.waitFor(() => expect(loaded.value).toBe(true))
  expect(ids()).toEqual(['a', 'b'])
  expect(asked).toEqual([
    { status: 'pending', limit: 500, before: undefined },
    { status: 'pending', limit: 500, before: 'n1' },
  ])
  stream.emit('log:created', change(pending('c')))
  await vi.waitFor(() => expect(ids()).toEqual(['a', 'b', 'c']))
  stream.emit('log:updated', change(pending('c', { rev: 2, status: 'completed' })))
  await vi.waitFor(() => expect(providers.value).toEqual([{ name: 'openai', now: 2, peak: 3 }]))
  scope.stop()
})

test('a request that ends while its page is under way does not come back with it', async () => {
  let answer: (page: LogPage) => void = () => undefined
  const { flights, loaded, stream, scope } = open(new Promise<LogPage>((resolve) => (answer = resolve)))
  stream.emit('log:updated', change(pending('a', { rev: 2, status: 'completed', durationMs: 5 })))
  answer(page([pending('a')]))
  await vi.waitFor(() => expect(loaded.value).toBe(true))
  expect(flights.value.every(({ endedAt }) => endedAt !== undefined)).toBe(true)
  scope.stop()
})

test('another position of the stream means other pages', async () => {
  const { ids, loaded, stream, scope } = open(page([pending('a'), pending('gone')]), page([pending('a'), pending('b')]))
  await vi.waitFor(() => expect(loaded.value).toBe(true))
  stream.emit('page', { page: page([]), kind: 'reset' })
  await vi.waitFor(() => expect(ids()).toEqual(['a', 'b']))
  stream.emit('log:removed', { data: { id: 'b' }, timestamp: '' })
  expect(ids()).toEqual(['a'])
  scope.stop()
})

test('what ended goes when it has been seen, and stays while it is held', async () => {
  const { ids, flights, loaded, stream, sweep, scope } = open(page([pending('a'), pending('b')]))
  await vi.waitFor(() => expect(loaded.value).toBe(true))
  stream.emit('log:updated', change(pending('a', { rev: 2, status: 'completed' })))
  await vi.waitFor(() => expect(flights.value.some(({ endedAt }) => endedAt !== undefined)).toBe(true))
  stream.clockOffsetMs.value = 60_000
  sweep(true)
  expect(ids()).toEqual(['a', 'b'])
  sweep()
  expect(ids()).toEqual(['b'])
  scope.stop()
})
