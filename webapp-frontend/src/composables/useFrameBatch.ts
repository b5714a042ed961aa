import { onScopeDispose } from 'vue'
import { useTimer } from './useTimer'

// A hidden tab draws no frames, and must not queue without end.
const HIDDEN_MS = 250

/** Collects what is pushed and hands it over once a frame. */
export function useFrameBatch<T>(apply: (items: T[]) => void) {
  const fallback = useTimer()
  const hasFrames = typeof requestAnimationFrame === 'function'
  let frame = 0
  let items: T[] = []

  function cancel() {
    fallback.clear()
    if (hasFrames) cancelAnimationFrame(frame)
  }

  function flush() {
    cancel()
    const batch = items
    items = []
    if (batch.length) apply(batch)
  }

  onScopeDispose(cancel)
  return {
    push(item: T) {
      if (items.push(item) > 1) return
      if (hasFrames) frame = requestAnimationFrame(flush)
      fallback.set(flush, HIDDEN_MS)
    },
    flush,
  }
}
