import { computed, shallowRef } from 'vue'
import { isUnauthorized } from '../../services/api'
import { usePolling } from './usePolling'
import { useTimer } from '../useTimer'

interface StandInOptions<T> {
  load: (signal: AbortSignal) => Promise<T>
  onLoaded: (loaded: T) => void
  onUnauthorized: () => void
  pollMs: number
  /** A blip shorter than this starts no polling. */
  graceMs: number
}

/** Polling in the stream's place: once it has been away for the grace, unless it is switched off. */
export function useStandIn<T>({ load, onLoaded, onUnauthorized, pollMs, graceMs }: StandInOptions<T>) {
  const polling = usePolling(poll, pollMs)
  const grace = useTimer()
  const wanted = shallowRef(true)
  let needed = false

  async function poll(signal: AbortSignal): Promise<boolean> {
    try {
      const loaded = await load(signal)
      // The stream may have opened meanwhile: never do both feed the table.
      if (signal.aborted) return false
      onLoaded(loaded)
      return true
    } catch (error) {
      if (isUnauthorized(error)) onUnauthorized()
      return false
    }
  }

  function setWanted(on: boolean) {
    wanted.value = on
    if (!on) polling.stop()
    else if (needed) polling.start()
  }

  function stop() {
    needed = false
    grace.clear()
    polling.stop()
  }

  return {
    /** Polling feeds the table now. */
    active: polling.active,
    /** Polling gets no data either. */
    failing: polling.failing,
    wanted: computed({ get: () => wanted.value, set: setWanted }),
    /** The stream is away from now on. */
    needed() {
      needed = true
      grace.set(() => wanted.value && polling.start(), graceMs)
    },
    /** The stream is there: it is switched on again for the next time. */
    relieved() {
      stop()
      wanted.value = true
    },
    stop,
  }
}
