import { useEventListener } from '@vueuse/core'
import { keyName, QUIET, ROW_KEYS, type RowAct } from '../../model/keys'

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

const CONTROLS = 'button, a, summary, [role="tab"], [role="switch"]'
/** What a button does itself with these keys goes before what the rows do. */
const OF_CONTROLS: ReadonlySet<RowAct> = new Set(['open', 'pause'])

/** What is read there is scrolled by these keys, and J and K still walk. */
const READING = '[data-reading]'
const SCROLLS: ReadonlySet<string> = new Set(['arrowdown', 'arrowup', 'pagedown', 'pageup', 'home', 'end', 'space'])

const ACTS = new Map(
  Object.entries(ROW_KEYS).flatMap(([act, keys]) =>
    keys.map((key, index) => [key as string, { act: act as RowAct, first: index === 0 }] as const),
  ),
)

/** The keys of the rows (model/keys.ts); quiet where keys belong to something else. */
export function useRowKeys(keys: RowKeys) {
  const acts: Record<RowAct, (first: boolean) => void> = {
    ...keys,
    down: () => keys.move(1),
    up: () => keys.move(-1),
    page: (first) => keys.move((first ? 1 : -1) * keys.pageSize()),
    ends: (first) => keys.move(first ? -Infinity : Infinity),
  }

  useEventListener(globalThis.document, 'keydown', (event) => {
    if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey) return
    const target = event.target as Element
    const key = keyName(event.key)
    const found = ACTS.get(key)
    if (!found || target.closest?.(QUIET)) return
    if (SCROLLS.has(key) && target.closest?.(READING)) return
    if (OF_CONTROLS.has(found.act) && target.closest?.(CONTROLS)) return
    acts[found.act](found.first)
    if (found.act !== 'close') event.preventDefault()
  })
}
