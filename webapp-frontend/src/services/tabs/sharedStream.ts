import { parseEvent, type EventSourceClass, type RawEvent } from '../eventStream'
import type { Sharing, StreamHandlers, StreamSource } from '../streamSource'
import { Follower, type FollowerTimings } from './follower'
import { Leader } from './leader'
import { Leadership } from './leadership'
import { TabChannel, type TabMessage } from './tabChannel'
import type { TabPlatform } from './tabPlatform'

export interface SharedStreamOptions {
  platform: TabPlatform
  /** The same in all tabs that show this view of this server, and in no other. */
  name: string
  filtered: boolean
  url: (position: string) => string
  Source?: EventSourceClass
  timings: FollowerTimings
  random: () => number
  /** The stream that was lost may be had again, or another tab's user waits for it: try now. */
  onAvailable: () => void
  /** This view cannot have a connection of its own. */
  onFull: () => void
}

/**
 * One connection for all tabs of a view. The tab that holds the view's lock leads: it has the connection, and passes on
 * what it hears. Every tab knows its own position, so any of them can go on from there: nothing is missed, and what comes
 * twice is known by its position.
 */
export class SharedStream implements StreamSource {
  readonly #options: SharedStreamOptions
  readonly #tab: string
  readonly #channel: TabChannel
  readonly #leadership: Leadership
  readonly #ended = new AbortController()
  #leader?: Leader
  #follower?: Follower
  #recent?: Leader['recent']
  #handlers?: StreamHandlers
  #position = ''
  /** The highest that was heard of. */
  #reign = 0

  constructor(options: SharedStreamOptions) {
    this.#options = options
    const { platform, name, filtered, onFull } = options
    this.#tab = platform.newId()
    this.#channel = new TabChannel(name, platform.Channel, (message) => this.#take(message))
    this.#leadership = new Leadership({
      locks: platform.locks,
      name,
      filtered,
      onGained: (slot) => this.#lead(slot),
      onDeposed: () => this.#rejoin(),
      onFull,
    })
    this.#leadership.queue()
    this.#heedLifecycle()
  }

  open(position: string, handlers: StreamHandlers, urgent: boolean): void {
    this.#handlers = handlers
    this.#position = position
    if (this.#leader) this.#leader.open(position)
    else this.#follow(urgent)
  }

  close(): void {
    this.#handlers = undefined
    this.#leader?.lose()
    this.#unfollow()
  }

  dispose(): void {
    this.#ended.abort()
    this.#handlers = undefined
    this.#retire()
    this.#channel.close()
  }

  async sharing(): Promise<Sharing> {
    const { held = [], pending = [] } = await this.#options.platform.locks.query()
    const tabs = [...held, ...pending].filter(({ name }) => name === this.#options.name).length
    return { tabs: Math.max(1, tabs), leading: this.#leader !== undefined }
  }

  #take(message: TabMessage): void {
    if (message.kind === 'ask') return this.#leader?.answer(message)
    this.#reign = Math.max(this.#reign, message.reign)
    if (this.#follower) this.#follower.take(message)
    else if (!this.#leader && message.kind === 'open') this.#options.onAvailable()
  }

  #lead(slot?: number): void {
    this.#unfollow()
    // By the clock as well, for a leader that heard of none: the tabs may have heard of one that is gone.
    this.#reign = Math.max(Date.now(), this.#reign + 1)
    this.#leader = new Leader({
      ...this.#options,
      reign: this.#reign,
      slot,
      recent: this.#recent,
      post: (message) => this.#channel.post(message),
      onEvent: (event) => this.#hear(event),
      onLost: () => this.#lose(),
      onWanted: this.#options.onAvailable,
    })
    if (this.#handlers) this.#leader.open(this.#position)
  }

  #follow(urgent = false): void {
    this.#unfollow()
    const follower = new Follower({
      ...this.#options.timings,
      random: this.#options.random,
      tab: this.#tab,
      position: this.#position,
      recent: this.#recent,
      post: (message) => this.#channel.post(message),
      // What it hears may end it, with more to come.
      onEvent: (event) => this.#follower === follower && this.#hear(event),
      onLost: () => this.#lose(),
      onSilence: (slot) => this.#leadership.steal(slot),
    })
    this.#follower = follower
    follower.ask(urgent)
  }

  #unfollow(): void {
    this.#follower?.close()
    this.#recent = this.#follower?.recent ?? this.#recent
    this.#follower = undefined
  }

  #hear(event: RawEvent): void {
    if (event.id) this.#position = event.id
    this.#handlers?.onEvent(parseEvent(event))
  }

  #lose(): void {
    this.#unfollow()
    const handlers = this.#handlers
    this.#handlers = undefined
    handlers?.onLost()
  }

  /** Neither leads nor waits to; the position stays. */
  #retire(): void {
    this.#leader?.close()
    this.#recent = this.#leader?.recent ?? this.#recent
    this.#leader = undefined
    this.#unfollow()
    this.#leadership.release()
  }

  #rejoin(): void {
    this.#retire()
    this.#leadership.queue()
    if (this.#handlers) this.#follow()
  }

  // A tab that is put to sleep must not sit on the lock, nor be given it: its neighbours would wait for it.
  #heedLifecycle(): void {
    const { page, window } = this.#options.platform
    const { signal } = this.#ended
    page?.addEventListener('freeze', () => this.#retire(), { signal })
    page?.addEventListener('resume', () => this.#rejoin(), { signal })
    window?.addEventListener('pagehide', () => this.#retire(), { signal })
    window?.addEventListener('pageshow', (event) => (event as PageTransitionEvent).persisted && this.#rejoin(), {
      signal,
    })
  }
}
