import { shallowRef } from 'vue'
import { concurrency, Flights, type Concurrency, type Flight } from '../../model/inflight'
import type { LogRecord, StreamEvents } from '../../model/types'
import type { Api } from '../../services/api'
import type { ClientEvents, LogStream } from '../stream/useLogStream'
import { useFrameBatch } from '../stream/useFrameBatch'
import { useRefetch } from '../stream/useRefetch'
import { useStreamHandlers } from '../stream/useStreamHandlers'

const PAGE_LIMIT = 500
/** How long an ended request stays to be seen. */
export const LINGER_MS = 1_500

/**
 * All pending requests of the server: its pages first, then what the stream changes of them. Loaded anew when the
 * server may be another one, and with every poll while the stream is away.
 */
export function useFlights(stream: Pick<LogStream, 'on' | 'off' | 'clockOffsetMs'>, api: Pick<Api, 'logs'>) {
  const held = new Flights()
  const flights = shallowRef<readonly Flight[]>([])
  const loaded = shallowRef(false)
  const full = shallowRef(false)
  const providers = shallowRef<readonly Concurrency[]>([])
  const channels = shallowRef<readonly Concurrency[]>([])
  const serverNow = () => Date.now() + stream.clockOffsetMs.value
  const batch = useFrameBatch<LogRecord>(take)
  // While pages come, changes wait: a page must not bring back what has ended meanwhile.
  let waiting: Map<string, LogRecord> | undefined

  function publish() {
    flights.value = held.sorted()
    full.value = held.full
    providers.value = concurrency(flights.value, 'provider', providers.value)
    channels.value = concurrency(flights.value, 'channel', channels.value)
  }

  function take(records: Iterable<LogRecord>) {
    const now = serverNow()
    for (const record of records) held.take(record, now)
    publish()
  }

  async function load(signal: AbortSignal): Promise<LogRecord[]> {
    const records: LogRecord[] = []
    let before: string | undefined
    do {
      const page = await api.logs({ status: 'pending', limit: PAGE_LIMIT, before }, signal)
      records.push(...page.requests)
      before = page.hasMore ? page.next : undefined
    } while (before !== undefined && records.length < held.limit)
    return records
  }

  const pages = useRefetch({
    load,
    onLoaded(records) {
      batch.flush()
      held.replace(records, serverNow())
      const since = waiting?.values() ?? []
      waiting = undefined
      loaded.value = true
      take(since)
    },
    // The session tells: the console closes then.
    onUnauthorized: () => undefined,
    random: Math.random,
    secondMs: 1_000,
  })

  function reload() {
    batch.flush()
    waiting ??= new Map()
    pages.request()
  }

  function onChange({ data }: StreamEvents['log:created']) {
    if (!waiting) return batch.push(data)
    const known = waiting.get(data.id)
    if (known && known.rev >= data.rev) return
    // Shown at once where it is held; kept for the pages that are under way.
    batch.push(data)
    // Bounded: more than this during one load is caught up by the next one.
    if (waiting.size < 4 * held.limit) waiting.set(data.id, data)
  }
  // Another page means another position of the stream: what came before it is only in pages that are read after it.
  const onPage = ({ kind }: ClientEvents['page']) => (kind !== 'poll' || !waiting) && reload()
  const remove = (drop: (flight: Flight) => boolean) => {
    batch.flush()
    held.remove(drop)
    publish()
  }
  const onRemoved = ({ data }: StreamEvents['log:removed']) => remove(({ id }) => id === data.id)
  const onCleared = ({ data }: StreamEvents['log:cleared']) => remove(({ at }) => at < Date.parse(data.before))

  useStreamHandlers(stream, {
    'log:created': onChange,
    'log:updated': onChange,
    'log:removed': onRemoved,
    'log:cleared': onCleared,
    reopened: reload,
    page: onPage,
  })
  reload()

  return {
    /** The oldest first. */
    flights,
    loaded,
    full,
    limit: held.limit,
    providers,
    channels,
    /** Lets go of what ended long enough ago to have been seen; `hold` keeps it, but never at the cost of what runs. */
    sweep(hold = false) {
      if (hold && flights.value.length < held.limit / 2) return
      if (held.sweep(serverNow() - LINGER_MS)) publish()
    },
  }
}
