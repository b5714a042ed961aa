import { useElementHover, useEventListener } from '@vueuse/core'
import { watch, type Ref } from 'vue'

/**
 * A list that grows at its top stays where it is read: scrolled down, and while the pointer is over it. What it held
 * back for the pointer alone it shows when the pointer leaves.
 */
export function useSteadyTop(
  scroller: Readonly<Ref<HTMLElement | null>>,
  /** Ids of the rows, the first one on top. */
  ids: () => readonly string[],
  rowPx: () => number,
) {
  const hovered = useElementHover(scroller)
  let following = true

  watch(
    ids,
    (now, before) => {
      const element = scroller.value
      const added = now.indexOf(before[0] ?? '')
      if (!element || added <= 0 || (element.scrollTop < 1 && !hovered.value)) return
      element.scrollTop += added * rowPx()
    },
    { flush: 'post' },
  )
  // Only a reader's own scrolling says where to stay.
  const read = () => requestAnimationFrame(() => (following = (scroller.value?.scrollTop ?? 0) < 1))
  useEventListener(scroller, ['wheel', 'touchend', 'pointerup', 'keyup'], read, { passive: true })
  watch(hovered, (over) => {
    if (over) following = (scroller.value?.scrollTop ?? 0) < 1
    else if (following && scroller.value) scroller.value.scrollTop = 0
  })
}
