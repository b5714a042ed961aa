import type { Stats } from '../types'

/** The figures of the strip, in their order. */
export const FIGURES = ['requests', 'inFlight', 'success', 'p95', 'tokens', 'cost'] as const
export type FigureName = (typeof FIGURES)[number]

/**
 * One value of each figure: requests a second, requests in flight, share that succeeded (0–1), 95th percentile of the
 * durations (ms), tokens a minute, US dollars an hour. Absent: unknown.
 */
export type FigureValues = Partial<Record<FigureName, number>>

/** The totals of the last 24 hours at one moment. `from`: where they begin; totals of the same `from` only grow. */
export interface Sample {
  /** Epoch ms. */
  at: number
  from: string
  requests: number
  tokens: number
  cost: number
}

export function sampleOf(stats: Stats, at: number): Sample {
  const { from = '', totalRequests, totalTokens, totalCost } = stats
  return { at, from, requests: totalRequests, tokens: totalTokens, cost: totalCost }
}

/** Adds a sample and forgets what is older than `windowMs`. */
export function addSample(samples: readonly Sample[], news: Sample, windowMs: number): readonly Sample[] {
  return [...samples.filter(({ at }) => at <= news.at && news.at - at <= windowMs), news]
}

export type Growth = Pick<Sample, 'requests' | 'tokens' | 'cost'>

/**
 * What came in a second, from what the totals grew by. A step over which `from` moved also lost records at its other
 * end, so it says nothing; neither does one on which records were deleted. Undefined while the other steps cover less
 * than `leastMs`: a few seconds of a few requests are no rate.
 */
export function growthPerSecond(samples: readonly Sample[], leastMs = 1): Growth | undefined {
  const sum = { requests: 0, tokens: 0, cost: 0 }
  let ms = 0
  for (const [i, now] of samples.entries()) {
    const before = samples[i - 1]
    if (!before || before.from !== now.from || now.requests < before.requests || now.at <= before.at) continue
    ms += now.at - before.at
    sum.requests += now.requests - before.requests
    // Corrections may take tokens and cost away: less than nothing came is nothing.
    sum.tokens += Math.max(0, now.tokens - before.tokens)
    sum.cost += Math.max(0, now.cost - before.cost)
  }
  if (ms < leastMs) return undefined
  const seconds = ms / 1_000
  return { requests: sum.requests / seconds, tokens: sum.tokens / seconds, cost: sum.cost / seconds }
}

/** Growth in the units of the strip. */
export function ratesOf(growth: Growth): Required<Pick<FigureValues, 'requests' | 'tokens' | 'cost'>> {
  return { requests: growth.requests, tokens: growth.tokens * 60, cost: growth.cost * 3_600 }
}
