import type { Stats } from './types'

/** One moment of the figures; the strip's sparklines are drawn from the last of them. */
export interface TrailPoint {
  requests: number
  inFlight: number
  /** Absent while nothing has ended. */
  success?: number
  tokens: number
  cost: number
}

const POINTS = 60

/** Appends what changed between two stats (5 s apart on the stream); keeps the last 60 points, five minutes. */
export function extendTrail(
  trail: readonly TrailPoint[],
  before: Stats | undefined,
  now: Stats,
): readonly TrailPoint[] {
  if (!before) return trail
  // The window of 24 hours also loses records at its end: growth below zero is none.
  const growth = (a: number, b: number) => Math.max(0, a - b)
  const point = {
    requests: growth(now.totalRequests, before.totalRequests),
    inFlight: now.pending,
    success: now.successRate,
    tokens: growth(now.totalTokens, before.totalTokens),
    cost: growth(now.totalCost, before.totalCost),
  }
  return [...trail, point].slice(-POINTS)
}
