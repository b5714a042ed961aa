import type { StreamEvents } from '../model/types'

export type StreamEvent = {
  [Name in keyof StreamEvents]: { name: Name; data: StreamEvents[Name]; id: string }
}[keyof StreamEvents]

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

/**
 * One connection. It ends with the first error (`onLost`, at most once): the browser's own reconnecting has a fixed pace
 * and gives up at a 503, ours does not. After `close()` neither handler is called.
 */
export function openEventStream(
  url: string,
  onEvent: (event: StreamEvent) => void,
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
      onEvent({ name, data: JSON.parse(data), id: lastEventId } as StreamEvent)
    })
  }
  source.addEventListener('error', () => {
    if (closed) return
    close()
    onLost()
  })
  return { close }
}
