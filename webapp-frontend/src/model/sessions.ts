import { isFailed, isUnpriced } from './record'
import type { Row } from './table/rows'
import type { ActiveSession, LogRecord } from './types'

/** Within which a session counts as active, as the API writes it. The stream pushes those of the default. */
export const SESSION_WINDOWS = ['5m', '30m', '2h', '24h'] as const
export type SessionWindow = (typeof SESSION_WINDOWS)[number]
export const PUSHED_WINDOW: SessionWindow = '30m'

export function windowOf(value: unknown): SessionWindow {
  return SESSION_WINDOWS.find((window) => window === value) ?? PUSHED_WINDOW
}

/** The server's sum is 0 where nothing was priced: that is unknown, not "$0". */
export function knownCost({ totalCost }: Pick<ActiveSession, 'totalCost'>): number | undefined {
  return totalCost > 0 ? totalCost : undefined
}

/** What a session's requests come to. */
export interface SessionTotals {
  requests: number
  pending: number
  errors: number
  /** Failed attempts that went on in another record; no requests of their own. */
  attempts: number
  inputTokens: number
  outputTokens: number
  cacheTokens: number
  /** Absent while nothing is priced. */
  cost?: number
  unpriced: number
  models: string[]
  clients: string[]
  /** From the first start to the last end, in epoch milliseconds. */
  from: number
  to: number
}

const isAttempt = ({ status }: LogRecord) => status === 'failover' || status === 'retry_wait'

/** When a request ended; one that runs ends now. Epoch milliseconds. */
export function endOf({ at, record }: Row, now: number): number {
  if (record.durationMs !== undefined) return at + record.durationMs
  return record.status === 'pending' ? Math.max(at, now) : at
}

export function sessionTotals(rows: readonly Row[], now: number): SessionTotals {
  const totals = { requests: 0, pending: 0, errors: 0, attempts: 0, inputTokens: 0, outputTokens: 0, cacheTokens: 0 }
  const models = new Set<string>()
  const clients = new Set<string>()
  let [cost, unpriced, from, to]: [number | undefined, number, number, number] = [undefined, 0, Infinity, -Infinity]
  for (const row of rows) {
    const { record } = row
    if (isAttempt(record)) totals.attempts++
    else totals.requests++
    if (record.status === 'pending') totals.pending++
    if (isFailed(record)) totals.errors++
    totals.inputTokens += record.inputTokens ?? 0
    totals.outputTokens += record.outputTokens ?? 0
    totals.cacheTokens += (record.cacheReadInputTokens ?? 0) + (record.cacheCreationInputTokens ?? 0)
    if (record.price !== undefined) cost = (cost ?? 0) + record.price
    if (isUnpriced(record)) unpriced++
    if (record.model) models.add(record.model)
    if (record.clientId) clients.add(record.clientId)
    from = Math.min(from, row.at)
    to = Math.max(to, endOf(row, now))
  }
  return { ...totals, cost, unpriced, from, to, models: [...models].sort(), clients: [...clients].sort() }
}

/** Two times, in epoch milliseconds. */
export interface Span {
  from: number
  to: number
}

/** From the first start to the last end of these; never less than a second, so that a lone request has a length. */
export function spanOf(rows: readonly Row[], now: number): Span {
  const from = Math.min(...rows.map(({ at }) => at))
  return { from, to: Math.max(from + 1_000, ...rows.map((row) => endOf(row, now))) }
}

/** A request on the line of time: shares (0–1) of the whole span. */
export interface TimelineBar {
  left: number
  waiting: number
  streaming: number
}

/** Where a request lies between two times: waiting until its first token, then streaming. */
export function timelineBar(row: Row, from: number, to: number, now: number): TimelineBar {
  const span = Math.max(1, to - from)
  const share = (at: number) => Math.min(1, Math.max(0, (at - from) / span))
  const end = endOf(row, now)
  const { firstTokenDurationMs, firstTokenTime } = row.record
  const first = firstTokenDurationMs ?? (firstTokenTime === undefined ? undefined : Date.parse(firstTokenTime) - row.at)
  const turn = first === undefined ? end : Math.min(end, row.at + Math.max(0, first))
  const left = share(row.at)
  return { left, waiting: share(turn) - left, streaming: share(end) - share(turn) }
}

// Steps that a reader can count by, in milliseconds.
const STEPS = [
  100, 250, 500, 1_000, 2_000, 5_000, 10_000, 15_000, 30_000, 60_000, 120_000, 300_000, 600_000, 900_000, 1_800_000,
  3_600_000, 7_200_000, 14_400_000, 21_600_000, 43_200_000, 86_400_000,
]

/** Round times of the viewer's day between two times, about `most` of them, and the step between them. Milliseconds. */
export function timelineTicks({ from, to }: Span, most: number): { step: number; at: number[] } {
  const span = Math.max(1, to - from)
  const step = STEPS.find((ms) => span / ms <= most) ?? Math.ceil(span / most / 86_400_000) * 86_400_000
  const zone = new Date(from).getTimezoneOffset() * 60_000
  const first = Math.ceil((from - zone) / step) * step + zone
  return {
    step,
    at: Array.from({ length: Math.max(0, Math.floor((to - first) / step) + 1) }, (_, i) => first + i * step),
  }
}
