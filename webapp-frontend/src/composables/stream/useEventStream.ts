import { onScopeDispose } from 'vue'
import type { Query } from '../../model/query'
import type { StreamEvent } from '../../services/eventStream'
import type { StreamSource } from '../../services/streamSource'
import { tabPlatform } from '../../services/tabs/tabPlatform'
import { createStreamSource } from '../../services/tabs/tabStream'
import type { LogStreamOptions } from './logStreamOptions'
import type { STREAM_TIMINGS } from './streamTimings'
import { useTimer } from '../useTimer'

interface EventStreamOptions extends Pick<LogStreamOptions, 'api' | 'EventSource' | 'tabs'> {
  /** The one that holds when the stream is attached. */
  filter: () => Query
  onEvent: (event: StreamEvent) => void
  onLost: () => void
  /** The next try should be made now. */
  onAvailable: () => void
  timings: typeof STREAM_TIMINGS
  now: () => number
  random: () => number
}

/** At most one stream, and the two clocks that tell when it is dead without an error. */
export function useEventStream(options: EventStreamOptions) {
  const { api, now, timings, tabs = tabPlatform() } = options
  const { connectMs, watchdogMs } = timings
  const deadline = useTimer()
  let source: StreamSource | undefined
  let heardAt = 0

  /** Before the page is loaded: what happens from then on is heard of by other tabs. */
  function attach() {
    source ??= createStreamSource({
      platform: tabs ?? undefined,
      base: api.base(),
      filter: options.filter(),
      streamURL: api.streamURL,
      Source: options.EventSource,
      timings,
      random: options.random,
      onAvailable: options.onAvailable,
    })
  }

  function open(position: string, urgent: boolean) {
    attach()
    deadline.set(lost, connectMs)
    source?.open(position, { onEvent: receive, onLost: lost }, urgent)
  }

  function receive(event: StreamEvent) {
    heardAt = now()
    if (event.name === 'connected') deadline.set(watch, watchdogMs)
    options.onEvent(event)
  }

  // Re-armed when it fires, not with every event: thousands a second arrive.
  function watch() {
    const left = heardAt + watchdogMs - now()
    if (left > 0) deadline.set(watch, left)
    else lost()
  }

  function lost() {
    close()
    options.onLost()
  }

  function close() {
    deadline.clear()
    source?.close()
  }

  /** Leaves it to other tabs, if there are any; they notice nothing. */
  function detach() {
    deadline.clear()
    source?.dispose()
    source = undefined
  }

  onScopeDispose(detach)
  return {
    attach,
    open,
    close,
    detach,
    /** How long nothing was heard, in milliseconds. */
    silentMs: () => now() - heardAt,
    sharing: async () => source?.sharing(),
  }
}
