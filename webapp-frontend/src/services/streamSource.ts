import type { Sharing } from '../model/stream/connection'
import { openEventStream, parseEvent, type EventSourceClass, type StreamEvent } from './eventStream'

export interface StreamHandlers {
  onEvent: (event: StreamEvent) => void
  /** The stream is over; at most once. */
  onLost: () => void
}

/** Where the events of one view come from. After `close()` no handler is called. */
export interface StreamSource {
  /**
   * Opens the stream after this position, in the place of one that is open; its first event is `connected`. `urgent`: the
   * user waits for it.
   */
  open(position: string, handlers: StreamHandlers, urgent: boolean): void
  close(): void
  /** Nothing is opened any more. */
  dispose(): void
  /** How the connection is shared, where it can be. */
  sharing(): Promise<Sharing | undefined>
}

/** A connection of this tab's own. */
export class DirectStream implements StreamSource {
  #source?: { close: () => void }

  constructor(
    private readonly url: (position: string) => string,
    private readonly Source?: EventSourceClass,
  ) {}

  open(position: string, { onEvent, onLost }: StreamHandlers): void {
    this.close()
    this.#source = openEventStream(this.url(position), (event) => onEvent(parseEvent(event)), onLost, this.Source)
  }

  close(): void {
    this.#source?.close()
    this.#source = undefined
  }

  dispose(): void {
    this.close()
  }

  sharing(): Promise<undefined> {
    return Promise.resolve(undefined)
  }
}

export type { Sharing }
