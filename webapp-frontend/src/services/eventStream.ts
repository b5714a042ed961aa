import type { StreamEvents } from '../model/types'

export type StreamEvent = {
  [Name in keyof StreamEvents]: { name: Name; data: StreamEvents[Name]; id: string }
}[keyof StreamEvents]

/** An event as it came: `data` is JSON, `id` the position of the stream; events without one carry that of the last change. */
export interface RawEvent {
  name: keyof StreamEvents
  data: string
  id: string
}

export type EventSourceClass = new (url: string) => Pick<EventSource, 'addEventListener' | 'close'>

const NAMES: readonly (keyof StreamEvents)[] = [
  'connected',
  'log:created',
  'log:updated',
  'log:removed',
  'log:cleared',
  'log:stats',
  'heartbeat',
  'log:reset',
  'log:bye',
]

export function parseEvent({ name, data, id }: RawEvent): StreamEvent {
  return { name, data: JSON.parse(data), id } as StreamEvent
}

/**
 * One connection. It ends with the first error (`onLost`, at most once): the browser's own reconnecting has a fixed pace
 * and gives up at a 503, ours does not. After `close()` neither handler is called.
 */
export function openEventStream(
  url: string,
  onEvent: (event: RawEvent) => void,
  onLost: () => void,
  Source: EventSourceClass = EventSource,
): { close: () => void } {
  const source = new Source(url)
  let closed = false
  const close = () => {
    closed = true
    source.close()
  }
  for (const name of NAMES) {
    source.addEventListener(name, (event) => {
      if (closed) return
      const { data, lastEventId } = event as MessageEvent<string>
      onEvent({ name, data, id: lastEventId })
    })
  }
  source.addEventListener('error', () => {
    if (closed) return
    close()
    onLost()
  })
  return { close }
}
