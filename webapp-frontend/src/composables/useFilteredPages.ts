import { onScopeDispose, toValue, watch, type MaybeRefOrGetter } from 'vue'
import { canonicalQuery, type Query } from '../model/query'
import type { Api } from '../services/api'

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

  watch(
    () => canonicalQuery(asked()),
    () => {
      filter = asked()
      holds.abort()
      holds = new AbortController()
      onRefiltered()
    },
  )
  onScopeDispose(() => holds.abort())

  return {
    filter: () => filter,
    /** Aborted with the filter, and with the scope. */
    signal: () => holds.signal,
    load: (signal: AbortSignal) => api.logs({ ...filter, limit: PAGE_LIMIT }, signal),
  }
}
