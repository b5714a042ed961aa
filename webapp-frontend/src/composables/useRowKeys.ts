import { useEventListener } from '@vueuse/core'

export interface RowKeys {
  /** Moves by so many rows; ±Infinity is the end. */
  move: (by: number) => void
  /** Of rows, for the page keys. */
  pageSize: () => number
  open: () => void
  close: () => void
  pause: () => void
  copy: () => void
  menu: () => void
}

const MOVES: Record<string, number> = { ArrowDown: 1, j: 1, ArrowUp: -1, k: -1, Home: -Infinity, End: Infinity }
const ELSEWHERE = 'input, textarea, select, [contenteditable], [role="dialog"], [role="menu"], [role="listbox"]'
const CONTROLS = 'button, a, summary, [role="tab"], [role="switch"]'

/** Arrows or J and K move, Enter opens, Escape closes, space pauses; quiet where keys belong to something else. */
export function useRowKeys(keys: RowKeys) {
  const pages: Record<string, number> = { PageDown: 1, PageUp: -1 }

  function press(event: KeyboardEvent): boolean {
    const key = event.key.length === 1 ? event.key.toLowerCase() : event.key
    const onControl = (event.target as Element).closest(CONTROLS) !== null
    const by = MOVES[key] ?? (pages[key] ?? 0) * keys.pageSize()
    if (by) keys.move(by)
    else if (key === 'Escape') keys.close()
    else if (key === 'Enter' && !onControl) keys.open()
    else if (key === ' ' && !onControl) keys.pause()
    else if (key === 'c') keys.copy()
    else if (key === 'm') keys.menu()
    else return false
    return true
  }

  useEventListener(globalThis.document, 'keydown', (event) => {
    if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey) return
    if ((event.target as Element).closest?.(ELSEWHERE)) return
    if (press(event) && event.key !== 'Escape') event.preventDefault()
  })
}
