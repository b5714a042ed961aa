import { computed } from 'vue'
import { axisLabels } from '../../model/insights/axis'
import type { Unit } from '../../model/insights/historyCharts'
import { useFormat } from '../useFormat'

/** Figures of charts by their unit. */
export function useFigureFormat() {
  const format = useFormat()
  return computed(() => {
    const { exact, count, cost, percent, duration } = format.value
    const time = (ms: number) => `${duration(ms).value} ${duration(ms).unit}`
    return {
      exact: (value: number, unit: Unit): string =>
        ({ count: exact, cost, percent: (n: number) => `${percent(n)} %`, duration: time })[unit](value),
      /** With three digits. */
      short: count,
      /** The labels of an axis. */
      axis: (values: readonly number[], unit: Unit): string[] => axisLabels(values, unit, format.value),
    }
  })
}
