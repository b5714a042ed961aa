import { covers, sameFeed } from '../../model/stream/cursor'
import type { RawEvent } from '../eventStream'

// Some seconds of heavy traffic: whoever missed more loads the page anew. Bounded by text as well, in characters.
const MAX_EVENTS = 2_000
const MAX_TEXT = 2_000_000

const CHANGES: ReadonlySet<string> = new Set(['log:created', 'log:updated', 'log:removed', 'log:cleared'])

/** Changes have a place in the feed; what says how things are now (figures, heartbeats) has none. */
export function isChange(event: RawEvent): boolean {
  return CHANGES.has(event.name)
}

/** The last changes of a stream, for tabs that come later or missed some. */
export class RecentEvents {
  #events: RawEvent[] = []
  #text = 0
  /** A deletion at the very start is forgotten, too. */
  #startCut = false

  /** Every change after `start` is here, up to the last one. */
  constructor(
    private start: string,
    private readonly maxEvents = MAX_EVENTS,
    private readonly maxText = MAX_TEXT,
  ) {}

  push(event: RawEvent): void {
    this.#events.push(event)
    this.#text += event.data.length
    if (this.#events.length > this.maxEvents || this.#text > this.maxText) this.#forget()
  }

  /** What came after this position; undefined where some of it is forgotten. */
  since(position: string): RawEvent[] | undefined {
    const behind = covers(this.start, position) && (this.start !== position || this.#startCut)
    if (behind || !sameFeed(this.start, position)) return undefined
    // A deletion is no step of the feed: it carries the position it happened at.
    return this.#events.filter(({ name, id }) =>
      name === 'log:cleared' ? covers(id, position) : !covers(position, id),
    )
  }

  // A quarter at once, or the whole list would be moved with every event.
  #forget(): void {
    const gone = this.#events.splice(0, Math.max(1, Math.ceil(this.#events.length / 4)))
    for (const { name, id, data } of gone) {
      this.#startCut = name === 'log:cleared'
      this.start = id
      this.#text -= data.length
    }
  }
}
