import { nextTick, shallowRef, watch, type Ref } from 'vue'
import { useEventListener } from '@vueuse/core'
import type { Row } from '../model/rows'

/** Keeps the row at the top edge where it is while rows come in above it, and counts those. */
export function useScrollAnchor(
  scroller: Readonly<Ref<HTMLElement | null>>,
  rows: Readonly<Ref<readonly Row[]>>,
  rowHeight: Readonly<Ref<number>>,
) {
  const newAbove = shallowRef(0)
  const atTop = shallowRef(true)

  watch(rows, (now, before) => {
    const element = scroller.value
    if (!element || element.scrollTop <= 0) return
    const index = Math.min(before.length - 1, Math.floor(element.scrollTop / rowHeight.value))
    const anchor = before[index]
    const moved = anchor ? now.findIndex((row) => row.id === anchor.id) - index : 0
    if (!anchor || !moved || moved < -index) return
    newAbove.value = Math.max(0, newAbove.value + moved)
    // After the list has grown, or the browser would clamp the position.
    void nextTick(() => element.scrollTo({ top: element.scrollTop + moved * rowHeight.value }))
  })

  useEventListener(
    scroller,
    'scroll',
    () => {
      atTop.value = (scroller.value?.scrollTop ?? 0) <= 0
      if (atTop.value) newAbove.value = 0
    },
    { passive: true },
  )

  return { newAbove, atTop, toTop: () => scroller.value?.scrollTo({ top: 0 }) }
}
