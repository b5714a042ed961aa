import type { LogRecord, RequestStatus } from './types'

export type Tone = 'pending' | 'quiet' | 'error' | 'muted' | 'retry'

export const TONES: Record<RequestStatus, Tone> = {
  pending: 'pending',
  completed: 'quiet',
  error: 'error',
  timeout: 'muted',
  cancelled: 'muted',
  failover: 'retry',
  retry_wait: 'retry',
}

export const isFailed = (record?: LogRecord) => record?.status === 'error' || record?.status === 'timeout'

/** "asked → answered" only where another model than the one asked for answered. */
export function answeredBy(record: LogRecord): string | undefined {
  return record.responseModel && record.responseModel !== record.model ? record.responseModel : undefined
}

/** Ended with tokens and no price: unknown, which is not free. */
export function isUnpriced(record: LogRecord): boolean {
  return record.status !== 'pending' && (record.totalTokens ?? 0) > 0 && record.price === undefined
}

/** Output tokens a second, over the time after the first token; undefined where that is not known or too short to say. */
export function tokensPerSecond(record: LogRecord): number | undefined {
  const { outputTokens, durationMs, firstTokenDurationMs } = record
  if (!outputTokens || durationMs === undefined || firstTokenDurationMs === undefined) return undefined
  const streamedMs = durationMs - firstTokenDurationMs
  // Below this a burst from a buffer would be read as a speed.
  return streamedMs >= 50 ? (outputTokens * 1_000) / streamedMs : undefined
}

/** The 95th percentile of the durations, or undefined without any. */
export function p95(durations: readonly number[]): number | undefined {
  const sorted = [...durations].sort((a, b) => a - b)
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * 0.95))]
}

/** Shares (0–1) of the bar's full width: waiting for the first token, then streaming. */
export function durationBar(record: LogRecord, scaleMs: number): { waiting: number; streaming: number; over: boolean } {
  const total = record.durationMs ?? 0
  const full = Math.min(1, total / scaleMs)
  const first = Math.min(record.firstTokenDurationMs ?? total, total)
  const waiting = total > 0 ? full * (first / total) : 0
  return { waiting, streaming: full - waiting, over: total > scaleMs }
}
