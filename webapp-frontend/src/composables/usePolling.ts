import { onScopeDispose, readonly, shallowRef } from 'vue'
import { useTimer } from './useTimer'

/**
 * Calls `poll` until stopped: at once, and `intervalMs` after each answer. An answer that arrives after `stop()` finds
 * its signal aborted. `poll` handles its own errors.
 */
export function usePolling(poll: (signal: AbortSignal) => Promise<void>, intervalMs: number) {
  const active = shallowRef(false)
  const timer = useTimer()
  let running: AbortController | undefined

  async function round(controller: AbortController) {
    await poll(controller.signal)
    if (!controller.signal.aborted) timer.set(() => void round(controller), intervalMs)
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
  }

  onScopeDispose(stop)
  return { active: readonly(active), start, stop }
}
