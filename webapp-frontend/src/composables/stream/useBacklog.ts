import { readonly, shallowRef } from 'vue'
import { useTimer } from '../useTimer'

// A number that is rendered with every change would cost more than the change.
const PUBLISH_EVERY_MS = 250

interface BacklogOptions {
  /** The backlog counts as arrived after this silence, even if fewer changes came than announced. */
  settleMs: number
  /** How long it is told what was caught up. */
  tellMs: number
}

/** Changes of the past that the open stream still has to send, and how many of them came. */
export function useBacklog({ settleMs, tellMs }: BacklogOptions, now: () => number) {
  const settle = useTimer()
  const told = useTimer()
  const owed = shallowRef(0)
  const recovered = shallowRef<number>()
  let arrivedSoFar = 0
  let publishedAt = 0

  function clear() {
    settle.clear()
    owed.value = 0
  }

  function over() {
    clear()
    tell(arrivedSoFar)
  }

  function tell(changes?: number) {
    recovered.value = changes || undefined
    told.set(() => (recovered.value = undefined), tellMs)
  }

  function expect(changes: number) {
    clear()
    arrivedSoFar = 0
    if (!changes) return
    told.clear()
    recovered.value = undefined
    owed.value = changes
    settle.set(over, settleMs)
  }

  /** Whether this change was part of it. */
  function arrived(): boolean {
    if (!owed.value) return false
    arrivedSoFar++
    if (now() - publishedAt >= PUBLISH_EVERY_MS) {
      publishedAt = now()
      recovered.value = arrivedSoFar
    }
    if (owed.value === 1) over()
    else {
      owed.value--
      settle.set(over, settleMs)
    }
    return true
  }

  return {
    owed: readonly(owed),
    /** How many came so far, and for a while afterwards how many came in all; then absent. */
    recovered: readonly(recovered),
    expect,
    clear,
    arrived,
    /** A page has brought what so many changes came to; absent: nobody knows how many. */
    tell,
  }
}
