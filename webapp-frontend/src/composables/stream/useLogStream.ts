import { computed, onScopeDispose, readonly, shallowRef } from 'vue'
import { byeDelay, retryDelay } from '../../model/stream/backoff'
import { connectionState, startingFacts, type ConnectionFacts } from '../../model/stream/connection'
import type { ClientEvents } from '../../model/stream/clientEvents'
import { createEmitter } from '../../model/stream/emitter'
import type { LogPage, StreamEvents } from '../../model/types'
import { isUnauthorized } from '../../services/api'
import type { StreamEvent } from '../../services/eventStream'
import type { LogStreamOptions } from './logStreamOptions'
import { STREAM_TIMINGS } from './streamTimings'
import { useBacklog } from './useBacklog'
import { useEventStream } from './useEventStream'
import { useFilteredPages } from './useFilteredPages'
import { useLossReason } from './useLossReason'
import { useReset } from './useReset'
import { useRetry } from './useRetry'
import { useServerClock } from './useServerClock'
import { useStandIn } from './useStandIn'
import { useStreamSigns } from './useStreamSigns'

export type { ClientEvents, LogStreamOptions }

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
  const retry = useRetry((urgent) => void attempt(urgent), now)
  const backlog = useBacklog(timings, now)
  const stopped = new AbortController()
  const pages = useFilteredPages({ ...options, onRefiltered })
  const loss = useLossReason(api, givesUp)

  const connection = useEventStream({
    ...options,
    timings,
    now,
    random,
    filter: pages.filter,
    onEvent: receive,
    onLost: lost,
    onAvailable: retry.tryNow,
  })
  const standIn = useStandIn({ ...timings, load: pages.load, onLoaded: polled, onUnauthorized: logOut })
  const reset = useReset({
    load: pages.load,
    filter: pages.filter,
    tell: backlog.tell,
    onLoaded: (page) => takePage(page, 'reset'),
    onUnauthorized: logOut,
    random,
    secondMs: timings.secondMs,
  })

  let started = false
  let refiltering = false
  let away = false
  let lastEventId: string | undefined
  let step = 0
  // Shown once the stream is lost only: not reactive, so that an event does not redraw the badge.
  let heardAt: number | undefined

  const know = (news: Partial<ConnectionFacts>) => (facts.value = { ...facts.value, ...news })

  function takePage(page: LogPage, kind: ClientEvents['page']['kind']) {
    lastDataAt.value = heardAt = now()
    const first = refiltering
    refiltering = false
    emitter.emit('page', { page, kind: first ? 'reset' : kind })
  }

  // Not a position to resume from: the stream must send what came after the last event that was seen.
  function polled(page: LogPage) {
    know({ offline: false })
    takePage(page, 'poll')
  }

  function start() {
    started = true
    connection.attach()
    know({ offline: globalThis.navigator?.onLine === false })
    standIn.needed()
    void attempt()
  }

  /** A start from nothing, so that neither a call under way nor the position of the old filter gets into the new one. */
  function onRefiltered() {
    if (stopped.signal.aborted || !started) return
    quiet()
    lastEventId = undefined
    step = 0
    refiltering = true
    facts.value = { ...startingFacts, offline: facts.value.offline }
    emitter.emit('refiltered', pages.filter())
    start()
  }

  async function attempt(urgent = false) {
    retry.clear()
    const signal = AbortSignal.any([stopped.signal, pages.signal()])
    try {
      if (lastEventId === undefined) {
        const page = await pages.load(signal)
        if (signal.aborted) return
        lastEventId = page.cursor
        takePage(page, 'join')
      }
      connection.open(lastEventId, urgent)
    } catch (error) {
      if (!signal.aborted) lost(error)
    }
  }

  function receive(event: StreamEvent) {
    heardAt = now()
    if (event.name === 'log:reset') reset.begin(lastEventId, event.data.cursor)
    if (event.id) lastEventId = event.id
    if (event.name === 'connected') opened(event.data)
    else if (event.name === 'heartbeat') clock.set(event.data.serverTime)
    else if (event.name === 'log:created' || event.name === 'log:updated') {
      if (!backlog.arrived()) clock.arrived(event.data.timestamp)
    }
    emitter.emit(event.name, event.data as never)
    if (event.name === 'log:bye') comeBackAfter(event.data.retryMs)
  }

  function opened(connected: StreamEvents['connected']) {
    const { resumed, replayed, serverTime } = connected
    const again = away
    away = false
    standIn.relieved()
    loss.clear()
    step = 0
    clock.set(serverTime)
    backlog.expect(resumed && facts.value.everOpen ? replayed : 0)
    know({ open: true, everOpen: true, offline: false, failedTries: 0 })
    if (again) emitter.emit('reopened', connected)
  }

  function lost(error?: unknown) {
    if (givesUp(error)) return
    const wasOpen = facts.value.open
    closed(wasOpen ? 0 : facts.value.failedTries + 1)
    retry.tryIn(retryDelay(step++, random, timings.secondMs))
    void loss.ask(!wasOpen && error === undefined, lastEventId, pages.filter())
  }

  /** Whether there is no other try after this. */
  function givesUp(error: unknown): boolean {
    if (isUnauthorized(error)) logOut()
    else if (pages.refuses(error)) quiet()
    else return false
    return true
  }

  function comeBackAfter(retryMs: number) {
    closed(0)
    retry.tryIn(byeDelay(retryMs, random))
  }

  function closed(failedTries: number) {
    away = true
    connection.close()
    backlog.clear()
    if (facts.value.open) {
      lastDataAt.value = heardAt
      standIn.needed()
    }
    know({ open: false, failedTries })
  }

  function logOut() {
    stop()
    know({ loggedOut: true, open: false })
  }

  function stop() {
    stopped.abort()
    quiet()
  }

  function quiet() {
    connection.detach()
    standIn.stop()
    reset.cancel()
    retry.clear()
    backlog.clear()
    loss.clear()
  }

  useStreamSigns(
    { ...timings, know, lost, isOpen: () => facts.value.open, tryNow: retry.tryNow, silentMs: connection.silentMs },
    { ...options, now },
  )
  onScopeDispose(() => {
    stop()
    emitter.clear()
  })

  return {
    state: computed(() =>
      connectionState({ ...facts.value, owed: backlog.owed.value, refused: pages.refused.value !== undefined }),
    ),
    /** Tries that failed since the stream was lost. */
    retryCount: computed(() => facts.value.failedTries),
    nextTryAt: retry.dueAt,
    lagMs: clock.lagMs,
    clockOffsetMs: clock.offsetMs,
    /** Changes that were caught up: so far, and for some seconds in all. */
    recovered: backlog.recovered,
    /** Polling feeds the table now. */
    polling: standIn.active,
    /** Polling gets no data either: the server is gone. */
    pollsFail: standIn.failing,
    /** Why the server does not take the filter that holds, in its words: with this one there is no other try. */
    refused: pages.refused,
    /** What the server says against opening the stream, while it does. */
    lossReason: loss.reason,
    /** When the last page arrived, or, once the stream is lost, its last event. */
    lastDataAt: readonly(lastDataAt),
    /** Whether polling may stand in; back to true when the stream opens. */
    pollingEnabled: standIn.wanted,
    /** The filter that holds. */
    filter: pages.filter,
    sharing: connection.sharing,
    on: emitter.on,
    off: emitter.off,
    start,
    /** At once what would be tried later, and once more what was given up for the filter. */
    tryNow: () => (pages.refused.value === undefined ? retry.tryNow() : pages.renew()),
  }
}

export type LogStream = ReturnType<typeof useLogStream>
