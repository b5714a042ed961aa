import { computed, onScopeDispose, readonly, shallowRef } from 'vue'
import { byeDelay, retryDelay } from '../model/backoff'
import { connectionState, startingFacts, type ConnectionFacts } from '../model/connection'
import { createEmitter } from '../model/emitter'
import type { LogPage, StreamEvents } from '../model/types'
import { isUnauthorized, type Api } from '../services/api'
import type { EventSourceClass, StreamEvent } from '../services/eventStream'
import { useEventStream } from './useEventStream'
import { useNetworkSigns, type NetworkSigns } from './useNetworkSigns'
import { usePolling } from './usePolling'
import { useRefetch } from './useRefetch'
import { useServerClock } from './useServerClock'
import { useTimer } from './useTimer'

/** What handlers can listen to: the stream's events, and the pages that were loaded to join, poll or reset. */
export interface ClientEvents extends StreamEvents {
  page: { page: LogPage; kind: 'join' | 'poll' | 'reset' }
}

export interface LogStreamOptions extends NetworkSigns {
  api: Pick<Api, 'streamURL' | 'logs' | 'session'>
  timings?: Partial<typeof TIMINGS>
  now?: () => number
  random?: () => number
  EventSource?: EventSourceClass
}

const TIMINGS = {
  /** The backoff's second. */
  secondMs: 1_000,
  /** A blip shorter than this starts no polling. */
  graceMs: 3_000,
  pollMs: 3_000,
  /** Heartbeats come every 30 s, stats every 5 s: silence beyond this is a dead connection. */
  watchdogMs: 45_000,
  connectMs: 15_000,
  /** The backlog counts as arrived after this silence, even if fewer changes came than announced. */
  settleMs: 1_000,
}

/** The largest page: a poll must not miss a burst. */
const PAGE_LIMIT = 500

/**
 * The live stream of changes: joined at the first page's cursor, resumed at the last event seen, retried for ever, with
 * polling as its stand-in. Register handlers, then call `start()`. Everything ends with the scope.
 */
export function useLogStream(options: LogStreamOptions) {
  const { api, now = Date.now, random = Math.random } = options
  const timings = { ...TIMINGS, ...options.timings }
  const emitter = createEmitter<ClientEvents>()
  const clock = useServerClock(now)
  const facts = shallowRef<ConnectionFacts>(startingFacts)
  const nextTryAt = shallowRef<number>()
  const pollingWanted = shallowRef(true)
  const retry = useTimer()
  const grace = useTimer()
  const settle = useTimer()
  const stopped = new AbortController()
  const loadPage = (signal: AbortSignal) => api.logs({ limit: PAGE_LIMIT }, signal)

  const connection = useEventStream({ ...options, ...timings, now, onEvent: receive, onLost: lost })
  const polling = usePolling(poll, timings.pollMs)
  const refetch = useRefetch({
    load: loadPage,
    onLoaded: (page) => emitter.emit('page', { page, kind: 'reset' }),
    onUnauthorized: logOut,
    random,
    secondMs: timings.secondMs,
  })

  let lastEventId: string | undefined
  let step = 0

  const know = (news: Partial<ConnectionFacts>) => (facts.value = { ...facts.value, ...news })

  function start() {
    know({ offline: globalThis.navigator?.onLine === false })
    grace.set(graceOver, timings.graceMs)
    void attempt()
  }

  async function attempt() {
    retry.clear()
    nextTryAt.value = undefined
    try {
      if (lastEventId === undefined) {
        const page = await loadPage(stopped.signal)
        if (stopped.signal.aborted) return
        lastEventId = page.cursor
        emitter.emit('page', { page, kind: 'join' })
      }
      connection.open(api.streamURL(lastEventId))
    } catch (error) {
      if (!stopped.signal.aborted) lost(error)
    }
  }

  function receive(event: StreamEvent) {
    if (event.id) lastEventId = event.id
    if (event.name === 'connected') opened(event.data)
    else if (event.name === 'heartbeat') clock.set(event.data.serverTime)
    else if (event.name === 'log:reset') lastEventId = event.data.cursor
    else if (event.name === 'log:created' || event.name === 'log:updated') changed(event.data.timestamp)
    emitter.emit(event.name, event.data as never)
    if (event.name === 'log:reset') refetch.request()
    if (event.name === 'log:bye') comeBackAfter(event.data.retryMs)
  }

  function opened({ resumed, replayed, serverTime }: StreamEvents['connected']) {
    polling.stop()
    grace.clear()
    step = 0
    pollingWanted.value = true
    clock.set(serverTime)
    const owed = resumed && facts.value.everOpen ? replayed : 0
    if (owed) settle.set(() => know({ owed: 0 }), timings.settleMs)
    know({ open: true, owed, everOpen: true, offline: false, failedTries: 0 })
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
    retryIn(retryDelay(step++, random, timings.secondMs))
    void discoverLogOut()
  }

  function comeBackAfter(retryMs: number) {
    closed(0)
    retryIn(byeDelay(retryMs, random))
  }

  function closed(failedTries: number) {
    connection.close()
    settle.clear()
    if (facts.value.open) grace.set(graceOver, timings.graceMs)
    know({ open: false, owed: 0, failedTries })
  }

  function retryIn(ms: number) {
    nextTryAt.value = now() + ms
    retry.set(() => void attempt(), ms)
  }

  function tryNow() {
    if (nextTryAt.value !== undefined) void attempt()
  }

  function graceOver() {
    if (pollingWanted.value) polling.start()
  }

  async function poll(signal: AbortSignal) {
    try {
      const page = await loadPage(signal)
      // The stream may have opened meanwhile: never do both feed the table.
      if (signal.aborted) return
      know({ offline: false })
      // Not a position to resume from: the stream must send what came after the last event that was seen.
      emitter.emit('page', { page, kind: 'poll' })
    } catch (error) {
      if (isUnauthorized(error)) logOut()
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
    nextTryAt.value = undefined
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
        tryNow()
      },
      offline() {
        know({ offline: true })
        if (facts.value.open) lost()
      },
      visible: tryNow,
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
    nextTryAt: readonly(nextTryAt),
    lagMs: clock.lagMs,
    clockOffsetMs: clock.offsetMs,
    /** Polling feeds the table now. */
    polling: polling.active,
    /** Whether polling may stand in; back to true when the stream opens. */
    pollingEnabled: computed({ get: () => pollingWanted.value, set: setPolling }),
    on: emitter.on,
    off: emitter.off,
    start,
    tryNow,
  }
}

export type LogStream = ReturnType<typeof useLogStream>
