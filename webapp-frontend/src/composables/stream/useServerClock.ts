import { readonly, shallowRef } from 'vue'

// A lag that is rendered with every event would cost more than the event.
const PUBLISH_EVERY_MS = 250

/** The server's clock as told by the stream, and how far behind it the last event was when it arrived. */
export function useServerClock(now: () => number) {
  const offsetMs = shallowRef(0)
  const lagMs = shallowRef<number>()
  let publishedAt = 0

  return {
    /** Server time minus this device's time. */
    offsetMs: readonly(offsetMs),
    lagMs: readonly(lagMs),
    set(serverTime: string) {
      offsetMs.value = Date.parse(serverTime) - now()
    },
    arrived(timestamp: string) {
      const at = now()
      if (at - publishedAt < PUBLISH_EVERY_MS) return
      publishedAt = at
      lagMs.value = Math.max(0, at + offsetMs.value - Date.parse(timestamp))
    },
  }
}
