import { useEventListener } from '@vueuse/core'

export interface RowKeys {
  /** Moves by so many rows; ±Infinity is the end. */
  move: (by: number) => void
  open: () => void
  close: () => void
}

const MOVES: Record<string, number> = {
  ArrowDown: 1,
  j: 1,
  J: 1,
  ArrowUp: -1,
  k: -1,
  K: -1,
  PageDown: 10,
  PageUp: -10,
  Home: -Infinity,
  End: Infinity,
}

/** Arrows or J and K move, Enter opens, Escape closes; quiet where keys belong to something else. */
export function useRowKeys({ move, open, close }: RowKeys) {
  useEventListener(globalThis.document, 'keydown', (event) => {
    if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey) return
    const target = event.target as HTMLElement
    if (target.closest('input, textarea, select, [contenteditable], [role="dialog"], [role="menu"]')) return
    const by = MOVES[event.key]
    if (by !== undefined) {
      event.preventDefault()
      move(by)
    } else if (event.key === 'Escape') close()
    else if (event.key === 'Enter' && !target.closest('button, a')) open()
  })
}
