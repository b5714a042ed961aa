import { recordFilter } from '../../model/filters/recordFilter'
import { canonicalQuery, streamQuery, type Query } from '../../model/query'
import type { EventSourceClass } from '../eventStream'
import { DirectStream, type Sharing, type StreamHandlers, type StreamSource } from '../streamSource'
import { FilteredStream } from './filteredStream'
import type { FollowerTimings } from './follower'
import { SharedStream } from './sharedStream'
import type { TabPlatform } from './tabPlatform'

/** How tabs of different versions of the page tell each other apart: to be changed with the messages. */
const VERSION = 1

export interface TabStreamOptions {
  /** Absent: each tab has a connection of its own. */
  platform?: TabPlatform
  /** Of the server: tabs of another one do not share. */
  base: string
  filter: Query
  streamURL: (position: string, filter: Query) => string
  Source?: EventSourceClass
  timings: FollowerTimings
  random: () => number
  onAvailable: () => void
}

/** The stream of a view, by the connection there is for it: its own, a shared one, or the shared one of everything. */
export function createStreamSource(options: TabStreamOptions): StreamSource {
  const { platform, streamURL, filter, Source } = options
  if (!platform) return new DirectStream((position) => streamURL(position, filter), Source)
  return new TabStream({ ...options, platform })
}

/** Shares the stream of its filter; where there are too many filters, that of everything. */
class TabStream implements StreamSource {
  #source: StreamSource
  #opened?: Parameters<StreamSource['open']>
  #disposed = false

  constructor(private readonly options: TabStreamOptions & { platform: TabPlatform }) {
    this.#source = this.#share(streamQuery(options.filter))
  }

  open(position: string, handlers: StreamHandlers, urgent: boolean): void {
    this.#opened = [position, handlers, urgent]
    this.#source.open(position, handlers, urgent)
  }

  close(): void {
    this.#opened = undefined
    this.#source.close()
  }

  dispose(): void {
    this.#disposed = true
    this.#source.dispose()
  }

  sharing(): Promise<Sharing | undefined> {
    return this.#source.sharing()
  }

  #share(filter: Query): SharedStream {
    const { base, streamURL } = this.options
    const view = canonicalQuery(filter)
    return new SharedStream({
      ...this.options,
      name: `tokentail ${VERSION} ${base} ${view}`,
      filtered: view !== '',
      url: (position) => streamURL(position, filter),
      onFull: () => this.#shareAll(),
    })
  }

  #shareAll(): void {
    if (this.#disposed) return
    this.#source.dispose()
    this.#source = new FilteredStream(this.#share({}), recordFilter(this.options.filter))
    if (this.#opened) this.#source.open(...this.#opened)
  }
}
