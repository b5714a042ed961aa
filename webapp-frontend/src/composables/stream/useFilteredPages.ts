import { onScopeDispose, readonly, shallowRef, toValue, watch, type MaybeRefOrGetter } from 'vue'
import { canonicalQuery, type Query } from '../../model/query'
import { isRefused, type Api } from '../../services/api'

interface FilteredPagesOptions {
  api: Pick<Api, 'logs'>
  filter?: MaybeRefOrGetter<Query>
  /** Another filter holds. Not called for one of the same meaning. */
  onRefiltered: () => void
}

/** The largest page: a poll must not miss a burst. */
const PAGE_LIMIT = 500

/** Pages and the stream's address under the filter that holds. */
export function useFilteredPages({ api, onRefiltered, ...options }: FilteredPagesOptions) {
  const asked = () => toValue(options.filter) ?? {}
  let filter = asked()
  let holds = new AbortController()
  const refused = shallowRef<string>()

  function renew() {
    filter = asked()
    holds.abort()
    holds = new AbortController()
    refused.value = undefined
    onRefiltered()
  }

  watch(() => canonicalQuery(asked()), renew)
  onScopeDispose(() => holds.abort())

  return {
    filter: () => filter,
    /** Aborted with the filter, and with the scope. */
    signal: () => holds.signal,
    /** What the server says against the filter. */
    refused: readonly(refused),
    /** Whether this answer is one to the filter, which then need not be asked with again. */
    refuses(error: unknown): boolean {
      if (!isRefused(error) || canonicalQuery(filter) === '') return false
      refused.value = error.message
      return true
    },
    /** As if another filter held. */
    renew,
    load: (signal: AbortSignal) => api.logs({ ...filter, limit: PAGE_LIMIT }, signal),
  }
}
