import { openEventStream, type EventSourceClass, type RawEvent } from '../eventStream'
import { AfterTask } from './afterTask'
import { isChange, RecentEvents } from './recentEvents'
import type { LeaderWords, TabMessage } from './tabChannel'

interface LeaderOptions {
  reign: number
  slot?: number
  url: (position: string) => string
  Source?: EventSourceClass
  /** What the tab has heard so far, to be continued. */
  recent?: RecentEvents
  post: (message: TabMessage) => void
  /** To this tab itself. */
  onEvent: (event: RawEvent) => void
  onLost: () => void
  /** Another tab wants the stream that waits for its next try. */
  onWanted: () => void
}

/** The tab that holds the connection: hands on what it hears, and says how it stands. */
export class Leader {
  recent?: RecentEvents
  #own?: { close: () => void }
  #open = false
  /** Not before its first try, and not between a loss and the next one. */
  #away = false
  #position = ''
  #count = 0
  #unsent: RawEvent[] = []
  #serverClock = { told: 0, at: 0 }
  readonly #sender = new AfterTask(() => this.#flush())

  constructor(private readonly options: LeaderOptions) {
    this.recent = options.recent
  }

  open(position: string): void {
    this.#own?.close()
    this.#open = this.#away = false
    this.#position = position
    if (this.recent?.since(position) === undefined) this.recent = new RecentEvents(position)
    this.#own = openEventStream(
      this.options.url(position),
      (event) => this.#take(event),
      () => {
        this.lose()
        this.options.onLost()
      },
      this.options.Source,
    )
  }

  /** The stream is over for now, for all tabs. */
  lose(): void {
    this.#own?.close()
    this.#own = undefined
    this.#open = false
    this.#flush()
    if (!this.#away) this.#say({ kind: 'lost' })
    this.#away = true
  }

  answer({ tab, from, urgent }: Extract<TabMessage, { kind: 'ask' }>): void {
    if (!this.#open) {
      this.#say({ kind: 'closed', to: tab, trying: !this.#away || urgent })
      if (this.#away && urgent) this.options.onWanted()
      return
    }
    this.#flush()
    const serverTime = new Date(this.#serverClock.told + Date.now() - this.#serverClock.at).toISOString()
    this.#say({ kind: 'joined', to: tab, position: this.#position, missed: this.recent?.since(from), serverTime })
  }

  /** Leaves without a word: whoever comes next goes on, and nobody needs to notice. */
  close(): void {
    this.#own?.close()
    this.#flush()
    this.#sender.close()
  }

  #take(event: RawEvent): void {
    if (event.id) this.#position = event.id
    if (event.name === 'log:reset') this.recent = new RecentEvents(event.id)
    if (isChange(event)) this.recent?.push(event)
    if (event.name === 'connected' || event.name === 'heartbeat') {
      this.#serverClock = { told: Date.parse(JSON.parse(event.data).serverTime), at: Date.now() }
    }
    if (event.name === 'connected') {
      this.#open = true
      this.#say({ kind: 'open' })
    } else {
      this.#unsent.push(event)
      this.#sender.ask()
    }
    this.options.onEvent(event)
  }

  #flush(): void {
    if (this.#unsent.length) this.#say({ kind: 'events', events: this.#unsent.splice(0) })
  }

  #say(words: LeaderWords): void {
    const { reign, slot } = this.options
    this.options.post({ ...words, reign, slot, count: ++this.#count } as TabMessage)
  }
}
