import { computed, type Ref } from 'vue'
import { useI18n } from 'vue-i18n'
import { costOf, errorRate, sumFigures, type Series } from '../../model/insights/history'
import type { ChartName, Percentile } from '../../model/insights/historyCharts'
import type { Stats } from '../../model/types'
import { useFigureFormat } from './useFigureFormat'

/** The figure of the whole range for each chart, of the series that are shown. */
export function useTotals(
  visible: Readonly<Ref<readonly Series[]>>,
  stats: Readonly<Ref<Stats | undefined>>,
  options: { whole: Readonly<Ref<boolean>>; percentile: Readonly<Ref<Percentile>> },
) {
  const { t } = useI18n()
  const figures = useFigureFormat()

  return computed<Record<ChartName, { figure?: string; note?: string }>>(() => {
    const { exact, short } = figures.value
    const total = sumFigures(
      visible.value.map((series) => series.total),
      '',
    )
    const [cost, rate] = [costOf(total), errorRate(total)]
    // Percentiles of some of the groups are not known: one has its own, all have those of the statistics.
    const only = visible.value.length === 1 ? visible.value[0]?.total : undefined
    const known = only?.durationMs ? only : options.whole.value ? stats.value : only
    const latency = (name: 'durationMs' | 'firstTokenDurationMs') => {
      const ms = known?.[name]?.[options.percentile.value]
      if (ms === undefined) return {}
      return { figure: exact(ms, 'duration'), note: t('insights.percentilesOf', { p: options.percentile.value }) }
    }
    return {
      requests: { figure: exact(total.requests, 'count') },
      errors: {
        figure: rate === undefined ? undefined : exact(rate, 'percent'),
        note: total.errors ? t('insights.errorsN', { n: exact(total.errors, 'count') }) : undefined,
      },
      cost: {
        figure: cost === undefined ? t('insights.unpriced') : exact(cost, 'cost'),
        note: total.unpriced ? t('insights.unpricedN', { n: exact(total.unpriced, 'count') }) : undefined,
      },
      tokens: { figure: short(total.totalTokens) },
      duration: latency('durationMs'),
      firstToken: latency('firstTokenDurationMs'),
    }
  })
}
