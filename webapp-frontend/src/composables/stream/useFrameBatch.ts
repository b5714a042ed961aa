import { onScopeDispose } from 'vue'
import { useTimer } from '../useTimer'

// A hidden tab draws no frames, and its timers may fire once a minute: it must not queue without end.
const HIDDEN_MS = 250
const MAX_ITEMS = 2_000
// So many items a frame are a crowd, which nobody follows one by one: ten pictures a second show as much as sixty, and
// leave the rest of the time to the user's own doings.
const CROWD = 4
const CROWD_MS = 100

/** Collects what is pushed and hands it over once a frame; under heavy load, ten times a second; and before it is too much. */
export function useFrameBatch<T>(apply: (items: T[]) => void) {
  const hidden = useTimer()
  const crowd = useTimer()
  const hasFrames = typeof requestAnimationFrame === 'function'
  let frame = 0
  let crowded = false
  let items: T[] = []

  function cancel() {
    hidden.clear()
    crowd.clear()
    if (hasFrames) cancelAnimationFrame(frame)
  }

  function flush() {
    cancel()
    const batch = items
    items = []
    crowded = batch.length >= CROWD
    if (batch.length) apply(batch)
  }

  const nextFrame = () => {
    if (hasFrames) frame = requestAnimationFrame(flush)
  }

  onScopeDispose(cancel)
  return {
    push(item: T) {
      const count = items.push(item)
      if (count >= MAX_ITEMS) return flush()
      if (count > 1) return
      if (crowded) crowd.set(nextFrame, CROWD_MS)
      else nextFrame()
      hidden.set(flush, HIDDEN_MS)
    },
    flush,
  }
}
