import { covers } from '../../model/stream/cursor'
import type { RawEvent } from '../eventStream'
import { isChange, RecentEvents } from './recentEvents'
import type { LeaderMessage, TabMessage } from './tabChannel'

export interface FollowerTimings {
  /** A leader that is open passes on the server's figures every 5 s: after this silence it is asked. */
  silenceMs: number
  /** An answer takes a moment; the second question that gets none in this time is the last. */
  answerMs: number
}

interface FollowerOptions extends FollowerTimings {
  tab: string
  position: string
  recent?: RecentEvents
  post: (message: TabMessage) => void
  onEvent: (event: RawEvent) => void
  onLost: () => void
  /** Nobody answers. `slot` is the one that the leader holds. */
  onSilence: (slot?: number) => void
  random: () => number
}

const QUESTIONS = 2

/** A tab that lives on another tab's connection, from the position it has reached. */
export class Follower {
  recent: RecentEvents
  position: string
  #timer?: ReturnType<typeof setTimeout>
  #reign = 0
  #count = 0
  #slot?: number
  /** The stream was open for this tab: what is missed from now on is made up for without a word. */
  #connected = false
  /** Every message of the leader is taken, none was missed. */
  #joined = false
  #unanswered = 0

  constructor(private readonly options: FollowerOptions) {
    this.position = options.position
    this.recent = options.recent?.since(this.position) ? options.recent : new RecentEvents(this.position)
  }

  /** Asks for everything after the own position: to join, or because something may have been missed. */
  ask(urgent = false): void {
    this.#joined = false
    this.options.post({ kind: 'ask', tab: this.options.tab, from: this.position, urgent })
    // Spread, or all tabs would take the lead from one another.
    this.#wait(() => this.#silent(), this.options.answerMs * (1 + 0.5 * this.options.random()))
  }

  take(message: LeaderMessage): void {
    // A leader of the past, which does not know yet.
    if (message.reign < this.#reign) return
    if ('to' in message && message.to !== this.options.tab) return this.#skip(message)
    this.#unanswered = 0
    const follows = message.reign === this.#reign && message.count === this.#count + 1
    this.#note(message)
    if (message.kind === 'joined') this.#join(message)
    else if (message.kind === 'open') this.ask()
    else if (message.kind === 'lost' || (message.kind === 'closed' && !message.trying)) this.#lose()
    else if (message.kind === 'closed') this.#wait(() => this.ask(), this.options.silenceMs)
    else if (this.#joined && follows) this.#hear(message.events)
    else if (this.#joined) this.ask()
  }

  close(): void {
    clearTimeout(this.#timer)
  }

  #note({ reign, count, slot }: LeaderMessage): void {
    this.#reign = reign
    this.#count = count
    this.#slot = slot
  }

  // A message for another tab counts, or the next one would look like a gap.
  #skip(message: LeaderMessage): void {
    if (message.reign === this.#reign && message.count === this.#count + 1) this.#count++
  }

  #join({ position, missed, serverTime }: Extract<LeaderMessage, { kind: 'joined' }>): void {
    const news = missed?.filter((event) => !this.#knows(event))
    if (!this.#connected || !news || news.length) this.#connect(news, serverTime)
    this.#joined = this.#connected = true
    if (news) return this.#hear(news)
    this.recent = new RecentEvents(position)
    const data = JSON.stringify({ reason: 'too-old', cursor: position })
    this.#hear([{ name: 'log:reset', data, id: position }])
  }

  #connect(news: RawEvent[] | undefined, serverTime: string): void {
    const replayed = news?.length ?? 0
    const resumed = news !== undefined
    const data = { clientId: this.options.tab, cursor: this.position, resumed, replayed, serverTime }
    this.options.onEvent({ name: 'connected', data: JSON.stringify(data), id: '' })
  }

  #hear(events: RawEvent[]): void {
    this.#wait(() => this.ask(), this.options.silenceMs)
    for (const event of events) {
      if (this.#knows(event)) continue
      if (event.name === 'log:reset') this.recent = new RecentEvents(event.id)
      if (isChange(event)) this.recent.push(event)
      // A leader may be behind the page that this tab began with.
      const known = event.name !== 'log:reset' && covers(this.position, event.id)
      if (!known && event.id) this.position = event.id
      this.options.onEvent(known ? { ...event, id: '' } : event)
    }
  }

  // Deletions are taken twice rather than not at all: they have no position of their own.
  #knows(event: RawEvent): boolean {
    return isChange(event) && event.name !== 'log:cleared' && covers(this.position, event.id)
  }

  #lose(): void {
    this.close()
    this.options.onLost()
  }

  #silent(): void {
    if (++this.#unanswered < QUESTIONS) this.ask()
    else this.options.onSilence(this.#slot)
  }

  #wait(then: () => void, ms: number): void {
    clearTimeout(this.#timer)
    this.#timer = setTimeout(then, ms)
  }
}
