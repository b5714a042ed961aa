import { computed } from 'vue'
import type { Unit } from '../../model/historyCharts'
import { useFormat } from '../useFormat'

/** Figures of charts by their unit: exact for reading, short for an axis. */
export function useFigureFormat() {
  const format = useFormat()
  return computed(() => {
    const { exact, count, cost, percent, duration } = format.value
    const time = (ms: number) => `${duration(ms).value} ${duration(ms).unit}`
    return {
      exact: (value: number, unit: Unit): string =>
        ({ count: exact, cost, percent: (n: number) => `${percent(n)} %`, duration: time })[unit](value),
      short: (value: number, unit: Unit): string =>
        ({
          count: roundCount(count),
          cost: short(cost),
          percent: (n: number) => `${percent(n)} %`,
          duration: axisTime,
        })[unit](value),
    }
  })
}

// $0.2000 on an axis says no more than $0.2.
const short = (cost: (n: number) => string) => (n: number) =>
  cost(n)
    .replace(/([.,]\d*?)0+$/, '$1')
    .replace(/[.,]$/, '')

const roundCount = (count: (n: number) => string) => (n: number) => count(n).replace(/[.,]0+(?=[kMB]$)/, '')

const axisTime = (ms: number) => {
  if (!ms) return '0'
  if (ms < 1_000) return `${Math.round(ms)} ms`
  return ms < 120_000 ? `${+(ms / 1_000).toFixed(1)} s` : `${+(ms / 60_000).toFixed(1)} min`
}
