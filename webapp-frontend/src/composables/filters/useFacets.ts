import { onScopeDispose, shallowRef } from 'vue'
import type { Category, Filter } from '../../model/filters/filter'
import type { FacetValue, Facets } from '../../model/types'
import type { Api } from '../../services/api'

/** What there is to filter by, with the number of records that each value would show. */
export function useFacets(api: Pick<Api, 'facets'>) {
  const answer = shallowRef<Facets>({ facets: {} })
  const loading = shallowRef(false)
  const failed = shallowRef(false)
  let call = new AbortController()

  /** Ends the call under way: its answer is for fields or a filter that are no longer asked about. */
  async function load(fields: readonly Category[], filter: Filter) {
    call.abort()
    const { signal } = (call = new AbortController())
    loading.value = true
    failed.value = false
    try {
      const news = await api.facets({ ...filter, field: fields }, signal)
      if (!signal.aborted) answer.value = news
    } catch {
      if (!signal.aborted) failed.value = true
    } finally {
      if (!signal.aborted) loading.value = false
    }
  }

  onScopeDispose(() => call.abort())

  return {
    loading,
    failed,
    load,
    valuesOf: (field: Category): readonly FacetValue[] => answer.value.facets[field] ?? [],
    /** How many records were counted for this field, where it was not all of them. */
    sampleOf: (field: Category): number | undefined => answer.value.sampled?.[field],
  }
}
