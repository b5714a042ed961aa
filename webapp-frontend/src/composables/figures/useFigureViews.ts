import { computed } from 'vue'
import { useI18n } from 'vue-i18n'
import { FIGURES, type FigureName } from '../../model/figures/figures'
import { bandOf, outside } from '../../model/figures/figuresBand'
import type { Quantity } from '../../model/format'
import type { Stats } from '../../model/types'
import { useFormat } from '../useFormat'
import type { useFigures } from './useFigures'

export interface FigureView {
  name: FigureName
  label: string
  /** What exactly it counts, and over which time. */
  meaning: string
  value?: Quantity
  trail: readonly (number | undefined)[]
  /** What the sparkline's lower edge stands for. */
  base: number
  usual?: string
  /** Why it is amber. */
  reason?: string
  /** Of the last 24 hours, where there is such a total. */
  day?: { value: string; raw: number; note?: string }
}

// On fewer requests one failure is no habit broken.
const LEAST_REQUESTS = 20
const ON_RECENT: readonly FigureName[] = ['success', 'p95']

/** The figures in the words of the strip. */
export function useFigureViews(figures: ReturnType<typeof useFigures>, stats: () => Stats | undefined) {
  const { t } = useI18n()
  const format = useFormat()

  const rate = (n: number) => {
    if (n >= 1_000) return format.value.count(Math.round(n))
    return format.value.decimals(n, n >= 100 ? 0 : n >= 1 || n === 0 ? 1 : 2)
  }
  const shown = (name: FigureName, n: number): Quantity => {
    const { count, cost, percent, duration } = format.value
    if (name === 'requests') return { value: rate(n), unit: t('figures.perSecond') }
    if (name === 'inFlight') return { value: count(Math.round(n)), unit: '' }
    if (name === 'success') return { value: percent(n), unit: '%' }
    if (name === 'p95') return duration(n)
    if (name === 'tokens') return { value: count(Math.round(n)), unit: t('figures.perMinute') }
    return { value: cost(n), unit: t('figures.perHour') }
  }
  const text = (name: FigureName, n: number) => {
    const { value, unit } = shown(name, n)
    return `${value}${unit && /^[a-z]/.test(unit) ? ' ' : ''}${unit}`
  }

  function day(name: FigureName): FigureView['day'] {
    const sums = stats()
    if (!sums) return undefined
    const { exact, cost, percent } = format.value
    if (name === 'requests') return { value: exact(sums.totalRequests), raw: sums.totalRequests }
    if (name === 'tokens') return { value: exact(sums.totalTokens), raw: sums.totalTokens }
    if (name === 'cost') {
      const note = sums.unpriced ? t('figures.unpriced', { n: exact(sums.unpriced) }) : undefined
      // A sum of nothing is not free where something has no price.
      const known = sums.totalCost > 0 || !sums.unpriced
      return { value: known ? cost(sums.totalCost) : '–', raw: sums.totalCost, note }
    }
    if (name === 'success' && sums.successRate !== undefined) {
      return { value: `${percent(sums.successRate)}%`, raw: sums.successRate }
    }
    return undefined
  }

  return computed(() =>
    FIGURES.map((name): FigureView => {
      const value = figures.values.value[name]
      const before = figures.before.value.map((point) => point[name])
      const band = bandOf(name, before)
      const trusted = !ON_RECENT.includes(name) || figures.recentRequests.value >= LEAST_REQUESTS
      const side = trusted ? outside(name, value, band) : undefined
      const usual =
        band && t('figures.usual', { low: text(name, band.low), high: text(name, bandEnd(name, band.high)) })
      return {
        name,
        label: t(`figures.label.${name}`),
        meaning: t(`figures.meaning.${name}`),
        value: value === undefined ? undefined : shown(name, value),
        trail: [...before, value],
        base: name === 'success' ? Math.min(0.9, ...before.filter((n) => n !== undefined)) : 0,
        usual,
        reason: side && t(`figures.outside.${side}`),
        day: day(name),
      }
    }),
  )
}

/** A share ends at one. */
const bandEnd = (name: FigureName, high: number) => (name === 'success' ? Math.min(1, high) : high)
