import { computed, shallowRef, watch, type Ref } from 'vue'
import { useI18n } from 'vue-i18n'
import { keepColors, seriesOf, wholeBuckets, type Grouping, type Span } from '../../model/insights/history'
import { chartsOf, type Percentile } from '../../model/insights/historyCharts'
import { createZoneFormat } from '../../model/insights/historyTime'
import type { History, Stats } from '../../model/types'

// The end of a bucket that is under way is where the next one will begin.
const LENGTH_MS: Record<string, number> = {
  '1m': 60_000,
  '5m': 300_000,
  '15m': 900_000,
  '1h': 3_600_000,
  '6h': 21_600_000,
  '1d': 86_400_000,
}

const percentilesOf = (stats: Stats | undefined) => ({
  durationMs: stats?.durationMs,
  firstTokenDurationMs: stats?.firstTokenDurationMs,
})

/** A history as it is shown: its series, those that are switched off, its charts, and the chosen time. */
export function useInsights(
  history: Readonly<Ref<History | undefined>>,
  stats: Readonly<Ref<Stats | undefined>>,
  options: { by: Readonly<Ref<Grouping>>; zone: Readonly<Ref<string>>; percentile: Readonly<Ref<Percentile>> },
) {
  const { locale } = useI18n()
  const hidden = shallowRef<ReadonlySet<string>>(new Set())
  const selection = shallowRef<Span>()
  let colors: ReadonlyMap<string, number> = new Map()

  const grouped = computed(() => history.value?.groups !== undefined)
  const series = computed(() => {
    if (!history.value) return []
    const found = seriesOf(history.value)
    // Percentiles of everything cannot be summed up from buckets.
    if (!grouped.value) return found.map((all) => ({ ...all, total: { ...all.total, ...percentilesOf(stats.value) } }))
    colors = keepColors(
      found.flatMap(({ name }) => name ?? []),
      colors,
    )
    return seriesOf(history.value, colors)
  })
  const visible = computed(() => series.value.filter(({ key }) => !hidden.value.has(key)))
  const starts = computed(() => history.value?.buckets.map(({ start }) => Date.parse(start)) ?? [])
  const end = computed(() => {
    const { to = '', bucket = '' } = history.value ?? {}
    return Math.max(Date.parse(to), (starts.value.at(-1) ?? 0) + (LENGTH_MS[bucket] ?? 0))
  })

  watch([options.by, options.zone], () => (hidden.value = new Set()))
  // A time that was chosen in buckets of another length is none of these.
  watch([options.by, options.zone, () => history.value?.bucket], () => (selection.value = undefined))

  return {
    series,
    hidden,
    visible,
    grouped,
    starts,
    end,
    charts: computed(() => chartsOf(visible.value, grouped.value, options.percentile.value)),
    times: computed(() => createZoneFormat(locale.value, options.zone.value)),
    selection,
    /** Requests of the shown series within the chosen time. */
    selected: computed(() => {
      const span = selection.value
      if (!span) return 0
      const within = starts.value.map((start) => start >= span.from && start < span.to)
      return visible.value.reduce(
        (sum, { points }) => points.reduce((n, point, i) => n + (within[i] ? (point?.requests ?? 0) : 0), sum),
        0,
      )
    }),
    brush: (span: Span) => (selection.value = wholeBuckets(span, starts.value, end.value)),
    toggle(key: string) {
      const news = new Set(hidden.value)
      if (!news.delete(key)) news.add(key)
      hidden.value = news
    },
  }
}
