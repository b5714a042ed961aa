import { useEventListener, useLocalStorage, useWindowSize } from '@vueuse/core'
import { computed, type Ref } from 'vue'

const KEY = 'tokentail.detail.width'
const DEFAULT_PX = 460
const MIN_PX = 360
// What the table keeps: time, status and model still stand beside each other.
const LEFT_FOR_TABLE_PX = 420
const STEP_PX = 24

/** The width of a panel at the right, remembered in this browser; `handle` at its left edge changes it. */
export function usePanelWidth(handle: Readonly<Ref<HTMLElement | null>>) {
  const wanted = useLocalStorage(KEY, DEFAULT_PX)
  const window = useWindowSize()
  const max = computed(() => Math.max(MIN_PX, window.width.value - LEFT_FOR_TABLE_PX))
  const width = computed(() => Math.min(max.value, Math.max(MIN_PX, wanted.value || DEFAULT_PX)))
  const set = (px: number) => (wanted.value = Math.round(Math.min(max.value, Math.max(MIN_PX, px))))

  useEventListener(handle, 'pointerdown', (event) => {
    event.preventDefault()
    handle.value?.setPointerCapture(event.pointerId)
  })
  useEventListener(handle, 'pointermove', (event) => {
    if (handle.value?.hasPointerCapture(event.pointerId)) set(window.width.value - event.clientX)
  })
  useEventListener(handle, 'dblclick', () => set(DEFAULT_PX))
  useEventListener(handle, 'keydown', (event) => {
    const by = { ArrowLeft: STEP_PX, ArrowRight: -STEP_PX }[event.key]
    if (by === undefined) return
    event.preventDefault()
    set(width.value + by)
  })

  return { width, min: MIN_PX, max }
}
