import { onScopeDispose } from 'vue'

/** One pending call at most; gone with its scope. */
export function useTimer() {
  let id: ReturnType<typeof setTimeout> | undefined
  const clear = () => {
    clearTimeout(id)
    id = undefined
  }
  onScopeDispose(clear)
  return {
    set(call: () => void, ms: number) {
      clearTimeout(id)
      id = setTimeout(call, ms)
    },
    clear,
  }
}
