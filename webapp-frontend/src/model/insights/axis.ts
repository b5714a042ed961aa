import type { Format } from '../format'
import type { Unit } from './historyCharts'

const decades = (from: number, to: number) =>
  Array.from({ length: to - from + 1 }, (_, i) => [1, 2, 5].map((n) => n * 10 ** (from + i))).flat()

const STEPS: Record<Unit, number[]> = {
  // There is no half request.
  count: decades(0, 14),
  percent: decades(-4, 0),
  cost: decades(-6, 8),
  // Milliseconds: decimal up to ten seconds, then as a clock is divided.
  duration: [...decades(0, 3), 10e3, 15e3, 30e3, 60e3, 120e3, 300e3, 600e3, 900e3, 1_800e3, 3_600e3, 7_200e3, 21_600e3],
}

/** The distances that labels of an axis may have. */
export const axisSteps = (unit: Unit): number[] => STEPS[unit]

const COUNTS = [
  [1e9, 'B'],
  [1e6, 'M'],
  [1e3, 'k'],
] as const
const TIMES = [
  [3_600_000, 'h'],
  [60_000, 'min'],
  [1_000, 's'],
] as const

/** The fewest decimals (0 to 4) that tell all of these apart from what they are rounded to. */
function decimalsOf(values: readonly number[]): number {
  const fits = (d: number) => values.every((n) => Math.abs(n * 10 ** d - Math.round(n * 10 ** d)) < 1e-6)
  return [0, 1, 2, 3].find(fits) ?? 4
}

/** The labels of an axis: one unit and one number of decimals for all, those of the highest; zero has no unit. */
export function axisLabels(values: readonly number[], unit: Unit, format: Pick<Format, 'decimals' | 'usd'>): string[] {
  const top = Math.max(0, ...values)
  const write = (size: number, words: (n: string) => string) => {
    const scaled = values.map((value) => value / size)
    const digits = decimalsOf(scaled)
    return scaled.map((n) => (n ? words(format.decimals(n, digits)) : '0'))
  }
  if (unit === 'percent') return write(0.01, (n) => `${n} %`)
  if (unit === 'duration') {
    const [size, name] = TIMES.find(([ms]) => top >= (ms === 1_000 ? ms : 2 * ms)) ?? [1, 'ms']
    return write(size, (n) => `${n} ${name}`)
  }
  const [size, name] = (top >= 10_000 && COUNTS.find(([n]) => top >= n)) || [1, '']
  if (unit === 'count') return write(size, (n) => n + name)
  const digits = decimalsOf(values.map((value) => value / size))
  return values.map((value) => (value ? format.usd(value / size, digits) + name : '0'))
}
