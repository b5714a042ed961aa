import { computed, shallowRef, watch, type Ref } from 'vue'
import type { Row } from '../../model/table/rows'
import { sortRows } from '../../model/table/sortRows'
import type { Sorting } from '../../model/table/tableSettings'
import { useTimer } from '../useTimer'

const SORT_EVERY_MS = 500
/** Sorting takes at most so large a part of the time. */
const SHARE = 10

/**
 * The loaded rows in the order that the user asked for; without one, as they are. While `still`, rows change but keep
 * their places.
 */
export function useSortedRows(
  rows: Readonly<Ref<readonly Row[]>>,
  sorting: Readonly<Ref<Sorting | undefined>>,
  still: Readonly<Ref<boolean>>,
  now: () => number = () => performance.now(),
) {
  const sorted = shallowRef<readonly Row[]>([])
  const next = useTimer()
  let waiting = false
  let pauseMs = SORT_EVERY_MS

  function sort() {
    waiting = false
    next.clear()
    if (!sorting.value) return (sorted.value = [])
    const before = now()
    sorted.value = sortRows(rows.value, sorting.value)
    pauseMs = Math.max(SORT_EVERY_MS, (now() - before) * SHARE)
  }

  /** Each row in its place with what is known of it now. What was loaded meanwhile follows in its own order. */
  function refresh() {
    const news = new Map(rows.value.map((row) => [row.id, row]))
    const kept = sorted.value.flatMap((row) => {
      const now = news.get(row.id)
      news.delete(row.id)
      return now ?? []
    })
    sorted.value = news.size && sorting.value ? [...kept, ...sortRows([...news.values()], sorting.value)] : kept
  }

  function soon() {
    if (!sorting.value || waiting) return
    waiting = true
    next.set(() => (still.value ? keep() : sort()), pauseMs)
  }
  function keep() {
    waiting = false
    refresh()
  }

  watch(sorting, sort, { immediate: true, flush: 'sync' })
  watch(rows, soon, { flush: 'sync' })
  watch(still, (held) => held || soon())

  return computed(() => (sorting.value ? sorted.value : rows.value))
}
