import { computed } from 'vue'
import { useRoute, type LocationQueryRaw } from 'vue-router'
import { groupingOf, rangeOf } from '../../model/insights/history'
import type { Percentile } from '../../model/insights/historyCharts'
import { zoneOf } from '../../model/insights/historyTime'

/** What the charts show, as the address says it; each change is a link to another address. */
export function useInsightsQuery() {
  const route = useRoute()
  const range = computed(() => rangeOf(route.query.range))
  const by = computed(() => groupingOf(route.query.by))
  const zone = computed(() => zoneOf(route.query.zone))
  const percentile = computed<Percentile>(() => (route.query.percentile === 'p50' ? 'p50' : 'p95'))
  // The zone goes with every link: a colleague elsewhere sees the same days.
  const whole = computed(() => ({ range: range.value, by: by.value, zone: zone.value, percentile: percentile.value }))
  return { range, by, zone, percentile, to: (change: LocationQueryRaw) => ({ query: { ...whole.value, ...change } }) }
}
