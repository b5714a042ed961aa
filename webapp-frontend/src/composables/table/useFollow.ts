import { useEventListener } from '@vueuse/core'
import { computed, onScopeDispose, shallowRef, watch, type Ref } from 'vue'
import { useTimer } from '../useTimer'

/** A pointer that rests so long is parked, and aims at nothing. */
export const PARKED_MS = 15_000

/**
 * When new rows may come in at the top: not while one reads or aims, that is while the rows are scrolled down, under the
 * pointer, under the keyboard's focus, or paused. `hold` is told of each turn.
 *
 * @param paused by the user
 * @param area what the pointer is over when it is over the rows, and what lies on them
 */
export function useFollow(
  scroller: Readonly<Ref<HTMLElement | null>>,
  area: Readonly<Ref<HTMLElement | null>>,
  hold: (still: boolean) => void,
  paused: Ref<boolean> = shallowRef(false),
) {
  const atTop = shallowRef(true)
  const pointed = shallowRef(false)
  const focused = shallowRef(false)
  /** A menu of a row or a column is open. */
  const busy = shallowRef(false)
  const parked = useTimer()
  const still = computed(() => paused.value || !atTop.value || pointed.value || focused.value || busy.value)

  useEventListener(scroller, 'scroll', () => (atTop.value = (scroller.value?.scrollTop ?? 0) <= 0), { passive: true })

  function aim(event: PointerEvent) {
    pointed.value = !(event.target as Element).closest('[data-table-head]')
    if (pointed.value) parked.set(() => (pointed.value = false), PARKED_MS)
  }
  function leave() {
    parked.clear()
    pointed.value = false
  }
  useEventListener(area, ['pointermove', 'pointerdown', 'wheel'], aim as (event: Event) => void, { passive: true })
  useEventListener(area, ['pointerleave', 'pointercancel'], leave, { passive: true })
  useEventListener(scroller, 'focusin', ({ target }) => (focused.value = (target as Element).matches(':focus-visible')))
  useEventListener(scroller, 'focusout', () => (focused.value = false))

  watch(still, (now) => hold(now), { flush: 'sync' })
  // Paused before the table came.
  if (still.value) hold(true)
  onScopeDispose(() => still.value && hold(false))

  return {
    paused,
    atTop,
    busy,
    still,
    /** Shows what waits, and follows from here on. */
    toNewest() {
      paused.value = false
      scroller.value?.scrollTo({ top: 0 })
      hold(false)
      if (still.value) hold(true)
    },
  }
}
