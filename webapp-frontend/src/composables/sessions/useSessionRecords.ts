import { shallowRef } from 'vue'
import { RowWindow, type Row } from '../../model/table/rows'
import type { LogRecord, StreamEvents } from '../../model/types'
import type { Api } from '../../services/api'
import type { ClientEvents, LogStream } from '../stream/useLogStream'
import { useFrameBatch } from '../stream/useFrameBatch'
import { useRefetch } from '../stream/useRefetch'
import { useStreamHandlers } from '../stream/useStreamHandlers'

const PAGE_LIMIT = 500
/** A timeline that nobody can read needs no more rows. */
export const MOST_RECORDS = 2_000

/** One session's newest records, the oldest of them first; live from the stream. */
export function useSessionRecords(
  sessionId: string,
  stream: Pick<LogStream, 'on' | 'off'>,
  api: Pick<Api, 'logs'>,
  most = MOST_RECORDS,
) {
  const held = new RowWindow(most)
  const rows = shallowRef<readonly Row[]>([])
  const loaded = shallowRef(false)
  const more = shallowRef(false)
  const batch = useFrameBatch<LogRecord>(take)
  // What was removed while pages come must not return with them.
  let removals: ((row: Row) => boolean)[] = []
  // After a reset what is shown stays until the pages replace it; what is held begins anew.
  let stale = false

  function publish() {
    rows.value = held.rows.toReversed()
    more.value ||= held.end !== undefined
  }

  function take(records: LogRecord[]) {
    held.upsert(records)
    if (!stale) publish()
  }

  async function load(signal: AbortSignal) {
    const records: LogRecord[] = []
    removals = []
    let before: string | undefined
    do {
      const page = await api.logs({ sessionId, limit: Math.min(PAGE_LIMIT, most), before }, signal)
      records.push(...page.requests)
      before = page.hasMore ? page.next : undefined
    } while (before !== undefined && records.length < most)
    return { records, hasMore: before !== undefined }
  }

  const pages = useRefetch({
    load,
    onLoaded({ records, hasMore }) {
      batch.flush()
      // Changes that came meanwhile may be newer than the pages: their rev decides.
      held.replace([...records, ...held.rows.map((row) => row.record)])
      stale = false
      for (const drop of removals) held.remove(drop)
      more.value = hasMore
      loaded.value = true
      publish()
    },
    // The session tells: the console closes then.
    onUnauthorized: () => undefined,
    random: Math.random,
    secondMs: 1_000,
  })
  function onChange({ data }: StreamEvents['log:created']) {
    if (data.sessionId === sessionId) batch.push(data)
  }
  const remove = (drop: (row: Row) => boolean) => {
    batch.flush()
    removals.push(drop)
    held.remove(drop)
    if (!stale) publish()
  }
  const onRemoved = ({ data }: StreamEvents['log:removed']) => remove((row) => row.id === data.id)
  const onCleared = ({ data }: StreamEvents['log:cleared']) => remove((row) => row.at < Date.parse(data.before))
  const onReset = () => {
    batch.flush()
    stale = true
    held.replace([])
  }
  // Another page means another position of the stream: what came before it is only in pages that are read after it.
  const onPage = ({ page, kind }: ClientEvents['page']) => {
    if (kind === 'poll') take(page.requests.filter((record) => record.sessionId === sessionId))
    else pages.request()
  }

  useStreamHandlers(stream, {
    'log:created': onChange,
    'log:updated': onChange,
    'log:removed': onRemoved,
    'log:cleared': onCleared,
    'log:reset': onReset,
    page: onPage,
  })
  pages.request()

  return { rows, loaded, more }
}
