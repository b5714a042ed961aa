import { computed, nextTick, shallowRef, watch, type Ref } from 'vue'
import type { Row } from '../../model/table/rows'

interface Grid {
  scroller: Readonly<Ref<HTMLElement | null>>
  rows: Readonly<Ref<readonly Row[]>>
  /** Ids of the rows that are drawn. */
  drawn: Readonly<Ref<readonly string[]>>
  selected: Ref<string | undefined>
  scrollTo: (index: number) => void
  toHead: () => void
}

/** The row that the keyboard is at. The grid is one stop of the Tab key; within, arrows move. */
export function useGridFocus({ scroller, rows, drawn, selected, scrollTo, toHead }: Grid) {
  const active = shallowRef<string>()
  // Opened from elsewhere, by a link or the panel's own buttons: walking goes on from there.
  watch(selected, (id) => id !== undefined && (active.value = id))
  const current = computed(() => active.value ?? selected.value)
  const tabStop = computed(() =>
    current.value !== undefined && drawn.value.includes(current.value) ? current.value : drawn.value[0],
  )

  function focus(index: number) {
    const row = rows.value[index]
    if (!row) return
    active.value = row.id
    // While one is open, walking through the rows opens each.
    if (selected.value) selected.value = row.id
    scrollTo(index)
    void nextTick(() => scroller.value?.querySelector<HTMLElement>(`[data-id="${CSS.escape(row.id)}"]`)?.focus())
  }

  /** By so many rows; ±Infinity is the end. */
  function move(by: number) {
    const from = rows.value.findIndex((row) => row.id === current.value)
    if (from < 0) return focus(by < 0 ? 0 : Math.min(by === Infinity ? Infinity : 0, rows.value.length - 1))
    if (by === -1 && from === 0 && document.activeElement?.closest('[role="row"]')) return toHead()
    focus(Math.max(0, Math.min(rows.value.length - 1, from + by)))
  }

  function open(id = active.value) {
    if (id === undefined) return
    active.value = id
    selected.value = id
  }

  /** Closes what is open; with nothing open, leaves the table to itself, so that it follows again. */
  function close() {
    if (selected.value) selected.value = undefined
    else if (scroller.value?.contains(document.activeElement)) (document.activeElement as HTMLElement).blur()
  }

  return { active, current, tabStop, focus, move, open, close }
}
