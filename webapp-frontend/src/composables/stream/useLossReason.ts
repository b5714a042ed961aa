import { readonly, shallowRef } from 'vue'
import { ApiError, type Api } from '../../services/api'
import type { Query } from '../../model/query'

/** Why a try failed: an `EventSource` does not tell a 401 from a dead network, so it is asked where statuses are seen. */
export function useLossReason(api: Pick<Api, 'session' | 'streamProblem'>, onProblem: (problem: ApiError) => void) {
  const reason = shallowRef<string>()
  let asked = new AbortController()
  // Once, while the server answers at all: to ask with each try would double what it refuses.
  let toAsk = true

  function clear() {
    asked.abort()
    reason.value = undefined
    toAsk = true
  }

  /** `refusedTry`: the stream was not lost but did not open, although pages may come. */
  async function ask(refusedTry: boolean, position: string | undefined, filter: Query) {
    asked.abort()
    const { signal } = (asked = new AbortController())
    try {
      await api.session(signal)
      if (!refusedTry || !toAsk) return
      const problem = await api.streamProblem(position, filter, signal)
      if (signal.aborted) return
      toAsk = false
      reason.value = problem?.message
      if (problem) onProblem(problem)
    } catch (why) {
      if (signal.aborted) return
      reason.value = undefined
      toAsk = true
      if (why instanceof ApiError) onProblem(why)
    }
  }

  return {
    /** What the server says against opening the stream, as long as it says so. */
    reason: readonly(reason),
    ask,
    clear,
  }
}
