// @vitest-environment node
import { EventSource } from 'eventsource'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { effectScope, type EffectScope } from 'vue'
import { createApi } from '../../services/api'
import type { EventSourceClass } from '../../services/eventStream'
import { LogServer } from '../../testing/logServer'
import { useLogs } from '../table/useLogs'
import { useLogStream, type ClientEvents, type LogStreamOptions } from './useLogStream'

const QUICK = { secondMs: 20, graceMs: 60, pollMs: 40, watchdogMs: 30_000, connectMs: 5_000, settleMs: 40 }
// On a busy machine opening takes longer than a short grace: polling has no part where it is not the subject.
const PATIENT = { timings: { ...QUICK, graceMs: 60_000 } }

let server: LogServer
let scope: EffectScope
const signs = new EventTarget()

beforeEach(async () => {
  server = await new LogServer().start()
  scope = effectScope()
})

afterEach(async () => {
  scope.stop()
  await server.stop()
})

function tail(options: Partial<LogStreamOptions> = {}) {
  const opened = scope.run(() => {
    const api = createApi(() => server.base)
    const stream = useLogStream({
      api,
      timings: QUICK,
      random: () => 0.5,
      EventSource: EventSource as unknown as EventSourceClass,
      window: signs,
      ...options,
    })
    const pages: ClientEvents['page']['kind'][] = []
    stream.on('page', ({ kind }) => pages.push(kind))
    const logs = useLogs(stream, api)
    stream.start()
    return { stream, pages, logs, ids: () => logs.rows.value.map((row) => row.id) }
  })
  if (!opened) throw new Error('the scope is over')
  return opened
}

const until = <T>(check: () => T) => vi.waitFor(check, { timeout: 5_000, interval: 5 })
const untilState = (stream: ReturnType<typeof tail>['stream'], state: string) =>
  until(() => expect(stream.state.value).toBe(state))

test('joins the stream at the cursor of the first page, so that nothing falls between them', async () => {
  server.put({ id: 'before' })
  server.afterPage = () => {
    server.afterPage = undefined
    server.put({ id: 'between' })
  }
  const { stream, ids } = tail()
  expect(stream.state.value).toBe('connecting')
  await untilState(stream, 'live')
  server.put({ id: 'after' })

  await until(() => expect(new Set(ids())).toEqual(new Set(['before', 'between', 'after'])))
  expect(server.positions).toEqual(['test-1'])
})

test('resumes at the last event that was seen', async () => {
  const { stream, ids, pages } = tail(PATIENT)
  await untilState(stream, 'live')
  server.put({ id: 'seen' })
  await until(() => expect(ids()).toEqual(['seen']))

  server.dropStreams()
  server.put({ id: 'missed' })
  await until(() => expect(ids()).toHaveLength(2))
  await untilState(stream, 'live')

  expect(server.positions).toEqual(['test-0', 'test-1'])
  expect(stream.retryCount.value).toBe(0)
  expect(pages).toEqual(['join'])
})

test('says that it is catching up until the missed changes have arrived', async () => {
  const { stream, ids } = tail(PATIENT)
  await untilState(stream, 'live')
  const states: string[] = []
  stream.on('connected', () => states.push(stream.state.value))
  stream.on('log:created', () => states.push(stream.state.value))

  server.dropStreams()
  server.put({ id: 'a' })
  server.put({ id: 'b' })
  await until(() => expect(ids()).toHaveLength(2))

  expect(states).toEqual(['catching-up', 'catching-up', 'live'])
})

test('polls once the grace is over, and stops when the stream is back, without moving the position', async () => {
  const { stream, ids, pages } = tail()
  await untilState(stream, 'live')
  server.put({ id: 'streamed' })
  await until(() => expect(ids()).toEqual(['streamed']))

  server.streamStatus = 503
  server.dropStreams()
  await untilState(stream, 'reconnecting')
  server.put({ id: 'polled' })
  await until(() => expect(ids()).toContain('polled'))
  expect(stream.polling.value).toBe(true)
  expect(pages).toContain('poll')

  server.streamStatus = 200
  await untilState(stream, 'live')
  expect(stream.polling.value).toBe(false)
  expect(new Set(server.positions.slice(1))).toEqual(new Set(['test-1']))

  const polled = server.pages
  const since = Date.now()
  await until(() => expect(Date.now() - since).toBeGreaterThan(3 * QUICK.pollMs))
  expect(server.pages).toBe(polled)
})

test('a blip shorter than the grace starts no polling', async () => {
  const { stream, pages } = tail(PATIENT)
  await untilState(stream, 'live')
  server.dropStreams()
  await untilState(stream, 'reconnecting')
  await untilState(stream, 'live')
  expect(pages).toEqual(['join'])
})

test('drops the answer of a poll that comes after the stream is open again', async () => {
  const { stream, pages } = tail()
  await untilState(stream, 'live')

  let release: () => void = () => undefined
  server.pageGate = new Promise((resolve) => (release = resolve))
  server.streamStatus = 503
  server.dropStreams()
  await until(() => expect(server.pages).toBe(2))
  server.streamStatus = 200
  await untilState(stream, 'live')
  release()
  server.put({ id: 'later' })

  await until(() => expect(stream.lagMs.value).toBeDefined())
  expect(pages).toEqual(['join'])
})

test('calls it polling after five failed tries, and lets polling be stopped and started', async () => {
  const { stream } = tail({ timings: { ...QUICK, secondMs: 4 } })
  await untilState(stream, 'live')
  server.streamStatus = 503
  server.dropStreams()
  await untilState(stream, 'polling')
  expect(stream.retryCount.value).toBeGreaterThanOrEqual(5)
  await until(() => expect(stream.polling.value).toBe(true))

  stream.pollingEnabled.value = false
  expect(stream.polling.value).toBe(false)
  const moreTries = async () => {
    const tries = server.positions.length
    await until(() => expect(server.positions.length).toBeGreaterThan(tries + 1))
  }
  // A poll may have been on its way.
  await moreTries()
  const before = server.pages
  await moreTries()
  expect(server.pages).toBe(before)

  stream.pollingEnabled.value = true
  await until(() => expect(server.pages).toBeGreaterThan(before))
})

test('says that polls fail as well, until one succeeds, and when data last arrived', async () => {
  const { stream } = tail({ timings: { ...QUICK, secondMs: 400 } })
  await untilState(stream, 'live')
  const lostAt = Date.now()
  server.streamStatus = 503
  server.pageStatus = 503
  server.dropStreams()
  await until(() => expect(stream.pollsFail.value).toBe(true))
  expect(stream.polling.value).toBe(true)
  expect(stream.lastDataAt.value).toBeLessThanOrEqual(lostAt)

  server.pageStatus = 200
  await until(() => expect(stream.pollsFail.value).toBe(false))
  expect(stream.polling.value).toBe(true)
  expect(stream.lastDataAt.value).toBeGreaterThan(lostAt)

  server.pageStatus = 503
  await until(() => expect(stream.pollsFail.value).toBe(true))
  server.streamStatus = 200
  await untilState(stream, 'live')
  expect(stream.pollsFail.value).toBe(false)
})

test('tells that the stream is open again, not that it is open first', async () => {
  const { stream } = tail()
  const reopened = vi.fn()
  stream.on('reopened', reopened)
  await untilState(stream, 'live')
  expect(reopened).not.toHaveBeenCalled()
  server.dropStreams()
  await untilState(stream, 'reconnecting')
  await untilState(stream, 'live')
  expect(reopened).toHaveBeenCalledTimes(1)
})

test('keeps trying while even the first page cannot be loaded', async () => {
  // Port 9 is the discard service's: nothing listens there.
  const { stream } = tail({ api: createApi(() => 'http://127.0.0.1:9/') })
  await until(() => expect(stream.retryCount.value).toBeGreaterThan(2))
  expect(stream.state.value).toBe('reconnecting')
})

test('a reset replaces the rows by a new page, keeps what came since, and goes on from its cursor', async () => {
  server.put({ id: 'of the old database', rev: 1 })
  const { stream, ids, pages } = tail(PATIENT)
  await until(() => expect(ids()).toEqual(['of the old database']))
  await untilState(stream, 'live')

  server.records.clear()
  let release: () => void = () => undefined
  server.pageGate = new Promise((resolve) => (release = resolve))
  server.broadcast('log:reset', { reason: 'epoch', cursor: server.cursor }, server.cursor)
  await until(() => expect(server.pages).toBe(2))
  server.put({ id: 'after the page' })
  await until(() => expect(stream.lagMs.value).toBeDefined())
  expect(ids()).toEqual(['of the old database'])
  release()

  await until(() => expect(ids()).toEqual(['after the page']))
  expect(pages).toEqual(['join', 'reset'])
  server.dropStreams()
  await untilState(stream, 'reconnecting')
  await untilState(stream, 'live')
  expect(server.positions.at(-1)).toBe('test-2')
})

test('a reset of the same feed tells how many changes the page makes up for, and not for ever', async () => {
  server.put({ id: 'before' })
  const { stream } = tail({ timings: { ...PATIENT.timings, tellMs: 100 } })
  await untilState(stream, 'live')
  server.broadcast('log:reset', { reason: 'too-old', cursor: 'test-20001' }, 'test-20001')
  await until(() => expect(stream.recovered.value).toBe(20_000))
  await until(() => expect(stream.recovered.value).toBeUndefined())
})

test('comes back after the time that a goodbye names, not before', async () => {
  const { stream } = tail()
  await untilState(stream, 'live')
  const at = Date.now()
  server.broadcast('log:bye', { retryMs: 200 })
  await untilState(stream, 'reconnecting')
  await until(() => expect(server.openStreams).toBe(0))
  await untilState(stream, 'live')
  expect(Date.now() - at).toBeGreaterThanOrEqual(199)
  expect(server.positions).toHaveLength(2)
})

test('finds out that the session is over, and stops trying', async () => {
  const { stream } = tail()
  await untilState(stream, 'live')
  server.streamStatus = 401
  server.sessionStatus = 401
  server.dropStreams()
  await untilState(stream, 'logged-out')
  expect(stream.nextTryAt.value).toBeUndefined()
})

test('takes a stream that has gone silent for lost', async () => {
  const { stream } = tail({ timings: { ...QUICK, watchdogMs: 80 } })
  await untilState(stream, 'live')
  await until(() => expect(server.positions.length).toBeGreaterThan(1))
  await untilState(stream, 'live')
})

test('offline is said while the stream is away; online tries at once', async () => {
  const { stream } = tail({ timings: { ...QUICK, secondMs: 60_000, graceMs: 60_000 } })
  await untilState(stream, 'live')
  signs.dispatchEvent(new Event('offline'))
  expect(stream.state.value).toBe('offline')
  expect(stream.nextTryAt.value).toBeDefined()
  signs.dispatchEvent(new Event('online'))
  await untilState(stream, 'live')
})

test('tells how far behind the server an event arrived, whatever the clock of this device', async () => {
  const { stream } = tail({ now: () => Date.now() - 3_600_000 })
  await untilState(stream, 'live')
  server.put({ id: 'a' })
  await until(() => expect(stream.lagMs.value).toBeDefined())
  expect(stream.lagMs.value).toBeLessThan(1_000)
  expect(stream.clockOffsetMs.value).toBeGreaterThan(3_500_000)
})

test('handlers that were taken off hear nothing', async () => {
  const { stream, ids } = tail()
  const heard = vi.fn()
  stream.on('log:created', heard)
  stream.off('log:created', heard)
  await untilState(stream, 'live')
  server.put({ id: 'a' })
  await until(() => expect(ids()).toEqual(['a']))
  expect(heard).not.toHaveBeenCalled()
})

test('ends with its scope: the connection is closed and nothing is asked again', async () => {
  const { stream } = tail()
  await untilState(stream, 'live')
  scope.stop()
  await until(() => expect(server.openStreams).toBe(0))

  const asked = [server.pages, server.positions.length]
  const since = Date.now()
  await until(() => expect(Date.now() - since).toBeGreaterThan(3 * QUICK.graceMs))
  expect([server.pages, server.positions.length]).toEqual(asked)
})

test('two hundred requests during an outage end up in the table once each, in their final state', async () => {
  const { stream, logs } = tail()
  await untilState(stream, 'live')
  for (let i = 0; i < 200; i++) {
    server.put({ id: `r-${i}` })
    server.put({ id: `r-${i}`, status: 'completed', durationMs: i })
    if (i === 50) {
      server.streamStatus = 503
      server.dropStreams()
      await until(() => expect(stream.polling.value).toBe(true))
    }
    if (i === 120) await until(() => expect(logs.rows.value.length).toBeGreaterThan(100))
    if (i === 150) server.streamStatus = 200
  }
  await until(() => expect(logs.rows.value).toHaveLength(200))
  await untilState(stream, 'live')
  await until(() => expect(logs.rows.value.filter((row) => row.record.status === 'completed')).toHaveLength(200))
  expect(new Set(logs.rows.value.map((row) => row.id)).size).toBe(200)
})
