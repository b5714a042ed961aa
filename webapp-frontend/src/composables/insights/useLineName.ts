import { useI18n } from 'vue-i18n'
import type { Chart, ChartLine } from '../../model/insights/historyCharts'

/** What a line is called: its group, a part of the whole, or the chart itself. */
export function useLineName() {
  const { t } = useI18n()
  return (line: Pick<ChartLine, 'part' | 'name' | 'other'>, chart?: Pick<Chart, 'name'>): string => {
    if (line.part) return t(`insights.parts.${line.part}`)
    if (line.other) return t('insights.other')
    // Requests that do not say it have the empty name.
    if (line.name === '') return t('insights.nameless')
    return line.name ?? t(`insights.charts.${chart?.name ?? 'requests'}`)
  }
}
