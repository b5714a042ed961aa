import { onScopeDispose } from 'vue'
import { openEventStream, type EventSourceClass, type StreamEvent } from '../services/eventStream'
import { useTimer } from './useTimer'

interface EventStreamOptions {
  onEvent: (event: StreamEvent) => void
  onLost: () => void
  /** A try without a `connected` event within this time is lost. */
  connectMs: number
  /** Silence beyond this is a dead connection. */
  watchdogMs: number
  now: () => number
  EventSource?: EventSourceClass
}

/** At most one connection, and the two clocks that tell when it is dead without an error. */
export function useEventStream(options: EventStreamOptions) {
  const { now, connectMs, watchdogMs } = options
  const deadline = useTimer()
  let source: { close: () => void } | undefined
  let heardAt = 0

  function open(url: string) {
    close()
    deadline.set(lost, connectMs)
    source = openEventStream(url, receive, lost, options.EventSource)
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
    source?.close()
    source = undefined
    deadline.clear()
  }

  onScopeDispose(close)
  return { open, close }
}
