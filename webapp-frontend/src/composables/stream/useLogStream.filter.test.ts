// @vitest-environment node
import { EventSource } from 'eventsource'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { effectScope, nextTick, shallowRef, watch, type EffectScope } from 'vue'
import type { Query } from '../../model/query'
import { createApi } from '../../services/api'
import type { EventSourceClass } from '../../services/eventStream'
import { LogServer } from '../../testing/logServer'
import { useLogs } from '../table/useLogs'
import { useLogStream, type ClientEvents } from './useLogStream'

const QUICK = { secondMs: 20, graceMs: 60_000, pollMs: 40, watchdogMs: 30_000, connectMs: 5_000, settleMs: 40 }

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

function tail(filter = shallowRef<Query>({})) {
  const opened = scope.run(() => {
    const api = createApi(() => server.base)
    const stream = useLogStream({
      api,
      filter,
      timings: QUICK,
      random: () => 0.5,
      EventSource: EventSource as unknown as EventSourceClass,
    })
    const states: string[] = []
    watch(stream.state, (state) => states.push(state), { flush: 'sync' })
    const pages: ClientEvents['page']['kind'][] = []
    stream.on('page', ({ kind }) => pages.push(kind))
    const logs = useLogs(stream, api)
    stream.start()
    return { stream, states, pages, logs, filter, ids: () => logs.rows.value.map((row) => row.id) }
  })
  if (!opened) throw new Error('the scope is over')
  return opened
}

const until = <T>(check: () => T) => vi.waitFor(check, { timeout: 5_000, interval: 5 })
const untilState = (stream: ReturnType<typeof tail>['stream'], state: string) =>
  until(() => expect(stream.state.value).toBe(state))

test('pages and stream are filtered alike; times are for pages alone', async () => {
  server.put({ id: 'a', providerName: 'a' })
  server.put({ id: 'c', providerName: 'c' })
  const from = '2026-01-11T15:00:00Z'
  const { stream, ids } = tail(shallowRef({ provider: ['a', 'b'], status: 'pending', from }))
  await untilState(stream, 'live')
  server.put({ id: 'd', providerName: 'd' })
  server.put({ id: 'b', providerName: 'b' })

  await until(() => expect(new Set(ids())).toEqual(new Set(['a', 'b'])))
  // On a busy machine polling may have stood in for a moment: with the same query.
  expect(new Set(server.pageQueries)).toEqual(
    new Set([`provider=a&provider=b&status=pending&from=${encodeURIComponent(from)}&limit=500`]),
  )
  expect(server.streamQueries).toEqual(['provider=a&provider=b&status=pending&lastEventId=test-2'])
})

test('another filter joins anew and replaces the rows, without a word of reconnecting', async () => {
  server.put({ id: 'a', providerName: 'a' })
  server.put({ id: 'b', providerName: 'b' })
  const { stream, states, pages, ids, filter } = tail(shallowRef<Query>({ provider: 'a' }))
  await untilState(stream, 'live')

  filter.value = { provider: 'b' }
  server.put({ id: 'a late', providerName: 'a' })
  await until(() => expect(states).toEqual(['live', 'connecting', 'live']))
  server.put({ id: 'a later', providerName: 'a' })
  server.put({ id: 'b later', providerName: 'b' })

  await until(() => expect(ids().sort()).toEqual(['b', 'b later']))
  expect(pages).toEqual(['join', 'reset'])
  expect(states).toEqual(['live', 'connecting', 'live'])
  expect(server.openStreams).toBe(1)
})

test('the same filter in other words changes nothing', async () => {
  const { stream, states, filter } = tail(shallowRef<Query>({ provider: ['a', 'b'] }))
  await untilState(stream, 'live')
  filter.value = { provider: ['b', 'a'], q: '' }
  await nextTick()
  expect(states).toEqual(['live'])
  expect(server.pages).toBe(1)
})

test('a page of the old filter that comes late is not taken', async () => {
  server.put({ id: 'a', providerName: 'a' })
  server.put({ id: 'b', providerName: 'b' })
  let release: () => void = () => undefined
  server.pageGate = new Promise((resolve) => (release = resolve))
  const { stream, pages, ids, filter } = tail(shallowRef<Query>({ provider: 'a' }))
  await until(() => expect(server.pages).toBe(1))

  filter.value = { provider: 'b' }
  await until(() => expect(server.pages).toBe(2))
  release()
  await untilState(stream, 'live')
  expect(pages).toEqual(['reset'])
  expect(ids()).toEqual(['b'])
})

test('of many filters in a row the last one holds', async () => {
  for (const id of ['a', 'b', 'c']) server.put({ id, providerName: id })
  const { stream, ids, filter } = tail()
  for (const provider of ['a', 'b', 'c']) {
    filter.value = { provider }
    await nextTick()
  }
  await untilState(stream, 'live')
  expect(ids()).toEqual(['c'])
  await until(() => expect(server.openStreams).toBe(1))
})

test('a filter that is chosen while the stream is away replaces the rows with the first poll', async () => {
  server.put({ id: 'a', providerName: 'a' })
  server.put({ id: 'b', providerName: 'b' })
  const { stream, states, pages, ids, filter } = tail()
  const reopened = vi.fn()
  stream.on('reopened', reopened)
  await untilState(stream, 'live')
  server.streamStatus = 503
  server.dropStreams()
  await until(() => expect(stream.retryCount.value).toBeGreaterThan(1))

  filter.value = { provider: 'b' }
  await until(() => expect(states.lastIndexOf('connecting')).toBeGreaterThan(states.indexOf('reconnecting')))
  await until(() => expect(ids()).toEqual(['b']))
  expect(pages.filter((kind) => kind === 'reset')).toHaveLength(1)
  server.streamStatus = 200
  await untilState(stream, 'live')
  expect(reopened, 'the server may be another one').toHaveBeenCalledTimes(1)
})

test('older rows are those of the same filter, and of none that is over', async () => {
  for (let i = 0; i < 6; i++) {
    const initialTime = new Date(Date.UTC(2026, 0, 11, 15, 0, i)).toISOString()
    server.put({ id: `${i}`, providerName: i % 2 ? 'odd' : 'even', initialTime })
  }
  server.pageLimit = 2
  const { stream, logs, ids, filter } = tail(shallowRef<Query>({ provider: 'odd' }))
  await untilState(stream, 'live')
  await logs.loadOlder()
  expect(ids()).toEqual(['5', '3', '1'])

  filter.value = { provider: 'even' }
  await until(() => expect(ids()).toEqual(['4', '2']))
  const older = logs.loadOlder()
  filter.value = { provider: 'odd' }
  await nextTick()
  await logs.loadOlder()
  await older
  await until(() => expect(ids()).toEqual(['5', '3']))
  await untilState(stream, 'live')
  expect(ids()).toEqual(['5', '3'])
})

test('a reset of the feed under a filter is fetched with it', async () => {
  server.put({ id: 'a', providerName: 'a' })
  server.put({ id: 'b', providerName: 'b' })
  const { stream, pages, ids } = tail(shallowRef<Query>({ provider: 'b' }))
  await untilState(stream, 'live')
  server.broadcast('log:reset', { reason: 'epoch', cursor: server.cursor }, server.cursor)
  await until(() => expect(pages).toEqual(['join', 'reset']))
  expect(ids()).toEqual(['b'])
})

test('a filter that the server refuses is told in its words, and not asked with again', async () => {
  server.put({ id: 'a', providerName: 'a' })
  const { stream, ids, filter } = tail(shallowRef<Query>({ q: 'x' }))
  server.pageStatus = 400
  server.pageProblem = { title: 'Invalid parameter', detail: 'q must be text.' }
  await until(() => expect(stream.refused.value).toBe('q must be text.'))
  expect(stream.state.value).toBe('refused')
  expect(stream.nextTryAt.value).toBeUndefined()
  expect(stream.retryCount.value).toBe(0)
  expect(server.pages).toBe(1)
  stream.tryNow()
  await until(() => expect(server.pages).toBe(2))
  await untilState(stream, 'refused')

  server.pageStatus = 200
  filter.value = { provider: 'a' }
  await untilState(stream, 'live')
  expect(stream.refused.value).toBeUndefined()
  expect(ids()).toEqual(['a'])
})

test('a server that has no room for a stream says so, until it has', async () => {
  const { stream } = tail(shallowRef<Query>({ provider: 'a' }))
  server.streamStatus = 503
  server.streamProblem = { title: 'Too many clients', detail: 'At most 2 clients are served.' }
  await until(() => expect(stream.lossReason.value).toBe('At most 2 clients are served.'))
  expect(stream.refused.value).toBeUndefined()
  expect(stream.nextTryAt.value).toBeDefined()
  server.streamStatus = 200
  await untilState(stream, 'live')
  expect(stream.lossReason.value).toBeUndefined()
})

test('a stream that does not take the filter refuses it as a page does', async () => {
  const { stream } = tail(shallowRef<Query>({ provider: 'a' }))
  server.streamStatus = 400
  server.streamProblem = { title: 'Invalid parameter', detail: 'q must be text.' }
  await untilState(stream, 'refused')
  expect(stream.refused.value).toBe('q must be text.')
  server.streamStatus = 200
  stream.tryNow()
  await untilState(stream, 'live')
})

test.each([403, 404, 429])('an answer %i is a server that is away', async (status) => {
  const { stream } = tail(shallowRef<Query>({ provider: 'a' }))
  server.pageStatus = status
  await until(() => expect(stream.retryCount.value).toBeGreaterThan(1))
  expect(stream.refused.value).toBeUndefined()
  server.pageStatus = 200
  await untilState(stream, 'live')
})
