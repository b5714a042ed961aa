import { useIntervalFn } from '@vueuse/core'
import { useTimer } from '../useTimer'

const LOOK_MS = 5_000
const SETTLE_MS = 300

/**
 * Finds out that this device, or this page, has slept: a clock that jumps. `check` is called when that happens, and when
 * asked for; a moment later, since what arrived meanwhile may still lie in the queue.
 */
export function useWakeUp(check: () => void, now: () => number) {
  const soon = useTimer()
  let lookedAt = now()
  const look = () => soon.set(check, SETTLE_MS)

  useIntervalFn(() => {
    const late = now() - lookedAt > 2 * LOOK_MS
    lookedAt = now()
    if (late) look()
  }, LOOK_MS)

  return { look }
}
