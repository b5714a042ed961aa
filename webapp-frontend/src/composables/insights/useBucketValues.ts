import { computed } from 'vue'
import { useI18n } from 'vue-i18n'
import { sumAt, type Chart } from '../../model/insights/historyCharts'
import { useFigureFormat } from './useFigureFormat'
import { useLineName } from './useLineName'

/** The exact values of one bucket, for those who see it and, as a sentence, for those who hear it. */
export function useBucketValues(chart: () => Chart, index: () => number) {
  const { t, locale } = useI18n()
  const figures = useFigureFormat()
  const nameOf = useLineName()

  const lines = computed(() =>
    chart().lines.map((line) => {
      const value = line.values[index()]
      return {
        key: line.key,
        name: nameOf(line, chart()),
        color: `var(--series-${line.color})`,
        value: typeof value === 'number' ? figures.value.exact(value, chart().unit) : undefined,
        empty: !value,
      }
    }),
  )
  const sum = computed(() => {
    const value = chart().lines.length > 1 ? sumAt(chart(), index()) : undefined
    return value === undefined ? undefined : figures.value.exact(value, chart().unit)
  })
  const spoken = computed(() => {
    const said = lines.value.map(({ name, value }) => `${name} ${value ?? t('insights.unknown')}`)
    if (sum.value !== undefined) said.push(`${t('insights.sum')} ${sum.value}`)
    return new Intl.ListFormat(locale.value).format(said)
  })

  return { lines, sum, spoken }
}
