import { computed, shallowRef } from 'vue'
import { RowWindow, type Gone } from '../../model/table/rows'
import { isWithin } from '../../model/filters/viewTime'
import type { LogRecord, StreamEvents } from '../../model/types'
import type { Api } from '../../services/api'
import { useFrameBatch } from '../stream/useFrameBatch'
import type { ClientEvents, LogStream } from '../stream/useLogStream'
import { endOf, useOlderPages } from './useOlderPages'
import { useRowMarks } from './useRowMarks'
import { useVisibleRender } from '../stream/useVisibleRender'
import { useStreamHandlers } from '../stream/useStreamHandlers'

/** The largest page: who scrolls fast must not outrun it. */
const OLDER_LIMIT = 500
/** So many older rows are kept while one browses; they go when one returns to the newest. */
const BROWSE_ROWS = 150_000

/**
 * The rows of the table: fed by the stream once a frame, by pages, and by older pages on demand. A hidden page goes on
 * receiving, and shows it when it is looked at again.
 */
export function useLogs(
  stream: Pick<LogStream, 'on' | 'off' | 'filter'>,
  api: Pick<Api, 'logs'>,
  limit = 10_000,
  browseLimit = limit + BROWSE_ROWS,
) {
  const held = new RowWindow(limit, browseLimit)
  const rows = shallowRef(held.rows)
  const pending = shallowRef(0)
  const loaded = shallowRef(false)
  const paused = shallowRef(false)
  const waiting = shallowRef(0)
  const hasOlder = shallowRef(false)
  const full = shallowRef(false)
  const tally = { arrived: 0, failed: 0 }
  const marks = useRowMarks()
  const batch = useFrameBatch<LogRecord | Gone>(take)
  const table = useVisibleRender(() => (rows.value = held.rows))
  // After a reset the held rows belong to the past: changes wait here for the page that replaces them.
  let sinceReset: (LogRecord | Gone)[] | undefined
  const older = useOlderPages(held, (before, signal) =>
    api.logs({ ...stream.filter(), before, limit: OLDER_LIMIT }, signal),
  )

  function publish() {
    table.request()
    pending.value = held.pending
    waiting.value = held.waiting
    hasOlder.value = !sinceReset && held.end !== undefined
    full.value = held.full
  }

  function take(changes: (LogRecord | Gone)[]) {
    const made = held.upsert(changes)
    tally.arrived += made.created.length + made.waiting
    tally.failed += made.failed
    if (!table.hidden()) marks.mark(made)
    publish()
  }

  function takePage({ page }: ClientEvents['page']) {
    batch.flush()
    if (sinceReset) {
      held.replace(page.requests, endOf(page))
      held.upsert(sinceReset)
      sinceReset = undefined
      older.abandon()
    } else if (!loaded.value) {
      held.replace(page.requests, endOf(page))
      older.abandon()
    } else marks.mark(held.upsert(page.requests))
    loaded.value = true
    publish()
    // The server looks at so many records a call: there may be more where it found none.
    if (!held.rows.length && held.end) void loadOlder()
  }

  async function loadOlder() {
    if (held.end && !held.full && !sinceReset && (await older.load())) publish()
  }

  /** Held still, the table shows no new row; let go, it shows all that came meanwhile. */
  function hold(still: boolean) {
    batch.flush()
    if (still) held.hold()
    // What waited came before: it is not of this second's rate.
    else marks.arrive(held.release().created)
    publish()
  }

  function push(change: LogRecord | Gone) {
    if (!sinceReset) return batch.push(change)
    sinceReset.push(change)
    // The page may be long in coming; more than the window holds would be dropped from it anyway.
    if (sinceReset.length > 2 * limit) sinceReset.splice(0, limit)
  }
  // Older pages do not follow rows that are about to be replaced either.
  const onReset = () => {
    batch.flush()
    sinceReset = []
    hasOlder.value = false
    older.abandon()
  }
  const onChange = ({ data }: StreamEvents['log:created']) => {
    // Times narrow the pages only: a stream tells of everything that changes now.
    if (isWithin(stream.filter(), data.initialTime)) push(data)
  }
  const onRemoved = ({ data }: StreamEvents['log:removed']) => push({ gone: data.id })
  const onCleared = ({ data }: StreamEvents['log:cleared']) => {
    batch.flush()
    const before = Date.parse(data.before)
    older.cleared(before)
    held.remove((row) => row.at < before)
    publish()
  }

  useStreamHandlers(stream, {
    page: takePage,
    'log:created': onChange,
    'log:updated': onChange,
    'log:removed': onRemoved,
    'log:cleared': onCleared,
    'log:reset': onReset,
    refiltered: onReset,
  })

  return {
    rows,
    pending,
    loaded,
    marks: marks.marks,
    /** New rows a second, when too many for motion; otherwise undefined. */
    rate: computed(() => (marks.perSecond.value > marks.calmRowsPerS ? marks.perSecond.value : undefined)),
    hasOlder,
    loadingOlder: older.loading,
    olderFailed: older.failed,
    searchedTo: older.searchedTo,
    loadOlder,
    /** The user holds the table still; here, since the table itself comes and goes with its rows. */
    paused,
    /** No more rows are held than now. */
    full,
    hold,
    /** How many rows came since the table is held still. */
    waiting,
    /** How many came and how many failed since the page was opened; not reactive. */
    tally: tally as Readonly<typeof tally>,
    get: (id: string) => held.get(id),
  }
}
