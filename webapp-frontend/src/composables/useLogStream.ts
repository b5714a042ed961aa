import { computed, onScopeDispose, readonly, shallowRef } from 'vue'
import { byeDelay, retryDelay } from '../model/backoff'
import { connectionState, startingFacts, type ConnectionFacts } from '../model/connection'
import { createEmitter } from '../model/emitter'
import type { LogPage, StreamEvents } from '../model/types'
import { isUnauthorized, type Api } from '../services/api'
import type { EventSourceClass, StreamEvent } from '../services/eventStream'
import { STREAM_TIMINGS } from './streamTimings'
import { useEventStream } from './useEventStream'
import { useNetworkSigns, type NetworkSigns } from './useNetworkSigns'
import { usePolling } from './usePolling'
import { useRefetch } from './useRefetch'
import { useRetry } from './useRetry'
import { useServerClock } from './useServerClock'
import { useTimer } from './useTimer'

/** What handlers can listen to: the stream's events, and the pages that were loaded to join, poll or reset. */
export interface ClientEvents extends StreamEvents {
  page: { page: LogPage; kind: 'join' | 'poll' | 'reset' }
  /** The stream is open again after it was lost, or could not be opened: the server may be another one now. */
  reopened: StreamEvents['connected']
}

export interface LogStreamOptions extends NetworkSigns {
  api: Pick<Api, 'streamURL' | 'logs' | 'session'>
  timings?: Partial<typeof STREAM_TIMINGS>
  now?: () => number
  random?: () => number
  EventSource?: EventSourceClass
}

/** The largest page: a poll must not miss a burst. */
const PAGE_LIMIT = 500

/**
 * The live stream of changes: joined at the first page's cursor, resumed at the last event seen, retried for ever, with
 * polling as its stand-in. Register handlers, then call `start()`. Everything ends with the scope.
 */
export function useLogStream(options: LogStreamOptions) {
  const { api, now = Date.now, random = Math.random } = options
  const timings = { ...STREAM_TIMINGS, ...options.timings }
  const emitter = createEmitter<ClientEvents>()
  const clock = useServerClock(now)
  const facts = shallowRef<ConnectionFacts>(startingFacts)
  const lastDataAt = shallowRef<number>()
  const pollingWanted = shallowRef(true)
  const retry = useRetry(() => void attempt(), now)
  const grace = useTimer()
  const settle = useTimer()
  const stopped = new AbortController()
  const loadPage = (signal: AbortSignal) => api.logs({ limit: PAGE_LIMIT }, signal)

  const connection = useEventStream({ ...options, ...timings, now, onEvent: receive, onLost: lost })
  const polling = usePolling(poll, timings.pollMs)
  const refetch = useRefetch({
    load: loadPage,
    onLoaded: (page) => takePage(page, 'reset'),
    onUnauthorized: logOut,
    random,
    secondMs: timings.secondMs,
  })

  let lastEventId: string | undefined
  let step = 0
  // Shown once the stream is lost only: not reactive, so that an event does not redraw the badge.
  let heardAt: number | undefined

  const know = (news: Partial<ConnectionFacts>) => (facts.value = { ...facts.value, ...news })

  function takePage(page: LogPage, kind: ClientEvents['page']['kind']) {
    heardAt = now()
    lastDataAt.value = heardAt
    emitter.emit('page', { page, kind })
  }

  function start() {
    know({ offline: globalThis.navigator?.onLine === false })
    grace.set(graceOver, timings.graceMs)
    void attempt()
  }

  async function attempt() {
    retry.clear()
    try {
      if (lastEventId === undefined) {
        const page = await loadPage(stopped.signal)
        if (stopped.signal.aborted) return
        lastEventId = page.cursor
        takePage(page, 'join')
      }
      connection.open(api.streamURL(lastEventId))
    } catch (error) {
      if (!stopped.signal.aborted) lost(error)
    }
  }

  function receive(event: StreamEvent) {
    heardAt = now()
    if (event.id) lastEventId = event.id
    if (event.name === 'connected') opened(event.data)
    else if (event.name === 'heartbeat') clock.set(event.data.serverTime)
    else if (event.name === 'log:reset') lastEventId = event.data.cursor
    else if (event.name === 'log:created' || event.name === 'log:updated') changed(event.data.timestamp)
    emitter.emit(event.name, event.data as never)
    if (event.name === 'log:reset') refetch.request()
    if (event.name === 'log:bye') comeBackAfter(event.data.retryMs)
  }

  function opened(connected: StreamEvents['connected']) {
    const { resumed, replayed, serverTime } = connected
    const again = facts.value.everOpen || facts.value.failedTries > 0
    polling.stop()
    grace.clear()
    step = 0
    pollingWanted.value = true
    clock.set(serverTime)
    const owed = resumed && facts.value.everOpen ? replayed : 0
    if (owed) settle.set(() => know({ owed: 0 }), timings.settleMs)
    know({ open: true, owed, everOpen: true, offline: false, failedTries: 0 })
    if (again) emitter.emit('reopened', connected)
  }

  function changed(timestamp: string) {
    const { owed } = facts.value
    if (!owed) return clock.arrived(timestamp)
    settle.set(() => know({ owed: 0 }), timings.settleMs)
    know({ owed: owed - 1 })
  }

  function lost(error?: unknown) {
    if (isUnauthorized(error)) return logOut()
    const wasOpen = facts.value.open
    closed(wasOpen ? 0 : facts.value.failedTries + 1)
    retry.tryIn(retryDelay(step++, random, timings.secondMs))
    void discoverLogOut()
  }

  function comeBackAfter(retryMs: number) {
    closed(0)
    retry.tryIn(byeDelay(retryMs, random))
  }

  function closed(failedTries: number) {
    connection.close()
    settle.clear()
    if (facts.value.open) {
      lastDataAt.value = heardAt
      grace.set(graceOver, timings.graceMs)
    }
    know({ open: false, owed: 0, failedTries })
  }

  function graceOver() {
    if (pollingWanted.value) polling.start()
  }

  async function poll(signal: AbortSignal): Promise<boolean> {
    try {
      const page = await loadPage(signal)
      // The stream may have opened meanwhile: never do both feed the table.
      if (signal.aborted) return false
      know({ offline: false })
      // Not a position to resume from: the stream must send what came after the last event that was seen.
      takePage(page, 'poll')
      return true
    } catch (error) {
      if (isUnauthorized(error)) logOut()
      return false
    }
  }

  // An EventSource does not tell a 401 from a dead network: ask where statuses are seen.
  async function discoverLogOut() {
    try {
      await api.session(stopped.signal)
    } catch (error) {
      if (isUnauthorized(error)) logOut()
    }
  }

  function logOut() {
    stop()
    know({ loggedOut: true, open: false, owed: 0 })
  }

  function stop() {
    stopped.abort()
    connection.close()
    polling.stop()
    refetch.cancel()
    for (const timer of [retry, grace, settle]) timer.clear()
  }

  function setPolling(wanted: boolean) {
    pollingWanted.value = wanted
    if (!wanted) polling.stop()
    else if (!facts.value.open && !stopped.signal.aborted) polling.start()
  }

  useNetworkSigns(
    {
      online() {
        know({ offline: false })
        retry.tryNow()
      },
      offline() {
        know({ offline: true })
        if (facts.value.open) lost()
      },
      visible: retry.tryNow,
    },
    options,
  )
  onScopeDispose(() => {
    stop()
    emitter.clear()
  })

  return {
    state: computed(() => connectionState(facts.value)),
    /** Tries that failed since the stream was lost. */
    retryCount: computed(() => facts.value.failedTries),
    nextTryAt: retry.dueAt,
    lagMs: clock.lagMs,
    clockOffsetMs: clock.offsetMs,
    /** Polling feeds the table now. */
    polling: polling.active,
    /** Polling gets no data either: the server is gone. */
    pollsFail: polling.failing,
    /** When the last page arrived, or, once the stream is lost, its last event. */
    lastDataAt: readonly(lastDataAt),
    /** Whether polling may stand in; back to true when the stream opens. */
    pollingEnabled: computed({ get: () => pollingWanted.value, set: setPolling }),
    on: emitter.on,
    off: emitter.off,
    start,
    tryNow: retry.tryNow,
  }
}

export type LogStream = ReturnType<typeof useLogStream>
