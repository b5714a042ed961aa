import { onScopeDispose, readonly, shallowRef } from 'vue'
import { useTimer } from '../useTimer'

/**
 * Calls `poll` until stopped: at once, and `intervalMs` after each answer. An answer that arrives after `stop()` finds
 * its signal aborted. `poll` handles its own errors, and tells whether it got its data.
 */
export function usePolling(poll: (signal: AbortSignal) => Promise<boolean>, intervalMs: number) {
  const active = shallowRef(false)
  const failing = shallowRef(false)
  const timer = useTimer()
  let running: AbortController | undefined

  async function round(controller: AbortController) {
    const succeeded = await poll(controller.signal)
    if (controller.signal.aborted) return
    failing.value = !succeeded
    timer.set(() => void round(controller), intervalMs)
  }

  function start() {
    if (active.value) return
    active.value = true
    running = new AbortController()
    void round(running)
  }

  function stop() {
    running?.abort()
    timer.clear()
    active.value = false
    failing.value = false
  }

  onScopeDispose(stop)
  return {
    active: readonly(active),
    /** The last poll brought nothing; false while not polling. */
    failing: readonly(failing),
    start,
    stop,
  }
}
