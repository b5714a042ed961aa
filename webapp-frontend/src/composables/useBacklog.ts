import { readonly, shallowRef } from 'vue'
import { useTimer } from './useTimer'

/** Changes of the past that the open stream still has to send. */
export function useBacklog(settleMs: number) {
  const settle = useTimer()
  const owed = shallowRef(0)

  function clear() {
    settle.clear()
    owed.value = 0
  }

  function expect(changes: number) {
    owed.value = changes
    if (changes) settle.set(clear, settleMs)
    else settle.clear()
  }

  return {
    owed: readonly(owed),
    expect,
    clear,
    /** Whether this change was part of it. */
    arrived(): boolean {
      if (!owed.value) return false
      expect(owed.value - 1)
      return true
    },
  }
}
