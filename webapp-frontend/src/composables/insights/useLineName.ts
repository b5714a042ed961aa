import { useI18n } from 'vue-i18n'
import type { Chart, ChartLine } from '../../model/historyCharts'

/** What a line is called: its group, a part of the whole, or the chart itself. */
export function useLineName() {
  const { t } = useI18n()
  return (line: Pick<ChartLine, 'part' | 'name' | 'other'>, chart?: Pick<Chart, 'name'>): string => {
    if (line.part) return t(`insights.parts.${line.part}`)
    if (line.other) return t('insights.other')
    return line.name ?? t(`insights.charts.${chart?.name ?? 'requests'}`)
  }
}
