import { readonly, shallowRef } from 'vue'
import { useTimer } from '../useTimer'

/** The next try: at most one is due, and it can be made at once. */
export function useRetry(attempt: (urgent: boolean) => void, now: () => number) {
  const timer = useTimer()
  const dueAt = shallowRef<number>()

  function clear() {
    timer.clear()
    dueAt.value = undefined
  }

  return {
    /** Absent while none is due. */
    dueAt: readonly(dueAt),
    tryIn(ms: number) {
      dueAt.value = now() + ms
      timer.set(() => attempt(false), ms)
    },
    tryNow() {
      if (dueAt.value !== undefined) attempt(true)
    },
    clear,
  }
}
