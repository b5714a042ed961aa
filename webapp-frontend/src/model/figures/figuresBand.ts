import type { FigureName } from './figures'

/** Where a figure usually is, by what it was before. */
export interface Band {
  low: number
  high: number
}

interface Limits {
  /** Which side is worth a word: more in flight is, less is not. */
  side: 'high' | 'low' | 'both'
  /** A band is at least so wide on each side: in units of the figure, and as a share of its median. */
  floor: number
  share: number
}

// Floors keep a quiet server from flapping: one request more than none is no news.
const LIMITS: Record<FigureName, Limits> = {
  requests: { side: 'both', floor: 0.5, share: 0.5 },
  inFlight: { side: 'high', floor: 5, share: 0.5 },
  success: { side: 'low', floor: 0.03, share: 0 },
  p95: { side: 'high', floor: 1_000, share: 0.3 },
  tokens: { side: 'high', floor: 20_000, share: 0.6 },
  cost: { side: 'high', floor: 1, share: 0.6 },
}

/** Fewer points than this have no habit. */
export const LEAST_POINTS = 12
// The median absolute deviation of a normal distribution is 1/1.4826 of its standard deviation.
const SIGMAS = 4
const MAD_TO_SIGMA = 1.4826

/** Median ± 4 robust standard deviations of the trail; undefined while too little is known. */
export function bandOf(figure: FigureName, trail: readonly (number | undefined)[]): Band | undefined {
  const known = trail.filter((value) => value !== undefined)
  if (known.length < LEAST_POINTS) return undefined
  const middle = median(known)
  const spread = SIGMAS * MAD_TO_SIGMA * median(known.map((value) => Math.abs(value - middle)))
  const { floor, share } = LIMITS[figure]
  const half = Math.max(spread, floor, share * middle)
  return { low: Math.max(0, middle - half), high: middle + half }
}

/** On which side the value has left its band; undefined while it is inside, or the side is not worth a word. */
export function outside(
  figure: FigureName,
  value: number | undefined,
  band: Band | undefined,
): 'high' | 'low' | undefined {
  if (value === undefined || !band) return undefined
  const { side } = LIMITS[figure]
  if (value > band.high && side !== 'low') return 'high'
  return value < band.low && side !== 'high' ? 'low' : undefined
}

function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b)
  const middle = sorted.length >> 1
  const upper = sorted[middle] ?? 0
  return sorted.length % 2 ? upper : ((sorted[middle - 1] ?? upper) + upper) / 2
}
