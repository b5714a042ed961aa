import { onScopeDispose } from 'vue'
import { retryDelay } from '../../model/stream/backoff'
import { isUnauthorized } from '../../services/api'
import { useTimer } from '../useTimer'

export interface RefetchOptions<T> {
  load: (signal: AbortSignal) => Promise<T>
  onLoaded: (loaded: T) => void
  onUnauthorized: () => void
  random: () => number
  secondMs: number
}

/** Loads until it succeeds, with backoff; a new request replaces the one under way. */
export function useRefetch<T>({ load, onLoaded, onUnauthorized, random, secondMs }: RefetchOptions<T>) {
  const later = useTimer()
  let current: AbortController | undefined

  function cancel() {
    current?.abort()
    later.clear()
  }

  function request() {
    cancel()
    current = new AbortController()
    void attempt(current.signal)
  }

  async function attempt(signal: AbortSignal, tries = 0) {
    try {
      const loaded = await load(signal)
      if (!signal.aborted) onLoaded(loaded)
    } catch (error) {
      if (signal.aborted) return
      if (isUnauthorized(error)) return onUnauthorized()
      later.set(() => void attempt(signal, tries + 1), retryDelay(tries, random, secondMs))
    }
  }

  onScopeDispose(cancel)
  return { request, cancel }
}
