import { computed, onScopeDispose, shallowRef } from 'vue'
import { RowWindow } from '../model/rows'
import { isWithin } from '../model/viewTime'
import type { LogPage, LogRecord, StreamEvents } from '../model/types'
import type { Api } from '../services/api'
import { useFrameBatch } from './useFrameBatch'
import type { ClientEvents, LogStream } from './useLogStream'
import { useRowMarks } from './useRowMarks'

const OLDER_LIMIT = 200

/** The rows of the table: fed by the stream once a frame, by pages, and by older pages on demand. */
export function useLogs(stream: Pick<LogStream, 'on' | 'off' | 'filter'>, api: Pick<Api, 'logs'>, limit = 10_000) {
  const held = new RowWindow(limit)
  const rows = shallowRef(held.rows)
  const pending = shallowRef(0)
  const loaded = shallowRef(false)
  const loadingOlder = shallowRef(false)
  const next = shallowRef<string>()
  const marks = useRowMarks()
  const batch = useFrameBatch<LogRecord>(take)
  // After a reset the held rows belong to the past: changes wait here for the page that replaces them.
  let sinceReset: LogRecord[] | undefined
  let pageNumber = 0

  function publish() {
    rows.value = held.rows
    pending.value = held.pending
  }

  function take(records: LogRecord[]) {
    marks.mark(held.upsert(records))
    publish()
  }

  function takePage({ page }: ClientEvents['page']) {
    batch.flush()
    if (sinceReset) {
      held.replace([...page.requests, ...sinceReset])
      sinceReset = undefined
      olderFollow(page)
    } else if (!loaded.value) {
      held.upsert(page.requests)
      olderFollow(page)
    } else marks.mark(held.upsert(page.requests))
    loaded.value = true
    publish()
  }

  function olderFollow(page: LogPage) {
    next.value = page.hasMore ? page.next : undefined
    pageNumber++
  }

  // Once the window is full its end moves, and what `next` names no longer follows the last row.
  const hasOlder = computed(() => next.value !== undefined && rows.value.length < limit && !held.truncated)

  async function loadOlder() {
    if (!hasOlder.value || loadingOlder.value) return
    const number = pageNumber
    loadingOlder.value = true
    try {
      const page = await api.logs({ ...stream.filter(), before: next.value, limit: OLDER_LIMIT })
      if (number !== pageNumber) return
      held.upsert(page.requests)
      olderFollow(page)
      publish()
    } catch {
      // Scrolling asks again.
    } finally {
      loadingOlder.value = false
    }
  }

  function onChange({ data }: StreamEvents['log:created']) {
    // Times narrow the pages only: a stream tells of everything that changes now.
    if (!isWithin(stream.filter(), data.initialTime)) return
    if (!sinceReset) return batch.push(data)
    sinceReset.push(data)
    // The page may be long in coming; more than the window holds would be dropped from it anyway.
    if (sinceReset.length > 2 * limit) sinceReset.splice(0, limit)
  }
  // Older pages do not follow rows that are about to be replaced either.
  const onReset = () => {
    batch.flush()
    sinceReset = []
    next.value = undefined
    pageNumber++
  }
  const remove = (...args: Parameters<RowWindow['remove']>) => {
    batch.flush()
    held.remove(...args)
    publish()
  }
  const onRemoved = ({ data }: StreamEvents['log:removed']) => remove((row) => row.id === data.id)
  const onCleared = ({ data }: StreamEvents['log:cleared']) => remove((row) => row.at < Date.parse(data.before))

  stream.on('page', takePage)
  stream.on('log:created', onChange)
  stream.on('log:updated', onChange)
  stream.on('log:removed', onRemoved)
  stream.on('log:cleared', onCleared)
  stream.on('log:reset', onReset)
  stream.on('refiltered', onReset)
  onScopeDispose(() => {
    stream.off('page', takePage)
    stream.off('log:created', onChange)
    stream.off('log:updated', onChange)
    stream.off('log:removed', onRemoved)
    stream.off('log:cleared', onCleared)
    stream.off('log:reset', onReset)
    stream.off('refiltered', onReset)
  })

  return {
    rows,
    pending,
    loaded,
    marks: marks.marks,
    /** New rows a second, when too many for motion; otherwise undefined. */
    rate: computed(() => (marks.perSecond.value > marks.calmRowsPerS ? marks.perSecond.value : undefined)),
    hasOlder,
    loadingOlder,
    loadOlder,
    limit,
    get: (id: string) => held.get(id),
  }
}
