import type { LogRecord } from './types'

/** A request that is under way, or ended a moment ago. */
export interface Flight {
  readonly id: string
  /** initialTime in epoch milliseconds. */
  readonly at: number
  readonly record: LogRecord
  /** When its end was seen, in epoch milliseconds. */
  readonly endedAt?: number
}

/** How old a request is for its kind: beyond its model's own p95, or beyond what the server waits for. */
export type AgeMark = 'calm' | 'slow' | 'overdue'

export function markOf(ageMs: number, p95Ms: number | undefined, timeoutMs: number): AgeMark {
  if (ageMs > timeoutMs) return 'overdue'
  return p95Ms !== undefined && ageMs > p95Ms ? 'slow' : 'calm'
}

/** Milliseconds since the start on the server's clock; of an ended one, how long it took. */
export function ageOf(flight: Flight, serverNow: number): number {
  const { record, at, endedAt } = flight
  if (endedAt === undefined) return Math.max(0, serverNow - at)
  return record.durationMs ?? Math.max(0, endedAt - at)
}

/** Where the p95 stands on a bar, so that what goes beyond has room to be seen. */
export const P95_AT = 2 / 3

/** The share (0–1) of the bar that an age fills: the p95 stands at two thirds. */
export function ageShare(ageMs: number, p95Ms: number): number {
  return Math.min(1, (ageMs / p95Ms) * P95_AT)
}

const oldestFirst = (a: Flight, b: Flight) => a.at - b.at || (a.id < b.id ? -1 : 1)

/** All pending requests of the server, and for a moment those that ended: unique by id, never more than `limit`. */
export class Flights {
  #byId = new Map<string, Flight>()
  #full = false

  constructor(readonly limit = 10_000) {}

  /** There were more than are held. */
  get full(): boolean {
    return this.#full
  }

  get(id: string): Flight | undefined {
    return this.#byId.get(id)
  }

  sorted(): readonly Flight[] {
    return [...this.#byId.values()].sort(oldestFirst)
  }

  /** A change: a pending request begins or goes on, one that is held ends, any other is of no concern. */
  take(record: LogRecord, serverNow: number): void {
    const held = this.#byId.get(record.id)
    if (held ? held.record.rev >= record.rev : record.status !== 'pending') return
    if (!held && this.#byId.size >= this.limit && !this.#letEndedGo()) {
      this.#full = true
      return
    }
    const endedAt = record.status === 'pending' ? undefined : (held?.endedAt ?? serverNow)
    this.#byId.set(record.id, { id: record.id, at: Date.parse(record.initialTime), record, endedAt })
  }

  /** What is pending according to the server; what has ended before our eyes stays for its moment. */
  replace(pending: Iterable<LogRecord>, serverNow: number): void {
    const before = this.#byId
    this.#full = false
    this.#byId = new Map([...before].filter(([, { endedAt }]) => endedAt !== undefined))
    for (const record of pending) this.take(newer(before.get(record.id)?.record, record), serverNow)
  }

  /** Lets go of what ended before `time`; says whether anything went. */
  sweep(time: number): boolean {
    const size = this.#byId.size
    for (const { id, endedAt } of this.#byId.values()) {
      if (endedAt !== undefined && endedAt < time) this.#byId.delete(id)
    }
    return this.#byId.size < size
  }

  /** In a hidden tab nobody sweeps: what has ended must not keep out what runs. Says whether anything went. */
  #letEndedGo(): boolean {
    return this.sweep(Infinity)
  }

  remove(drop: (flight: Flight) => boolean): void {
    for (const flight of this.#byId.values()) if (drop(flight)) this.#byId.delete(flight.id)
  }
}

function newer(held: LogRecord | undefined, record: LogRecord): LogRecord {
  return held && held.rev > record.rev ? held : record
}

/** Requests under way at once, now and at most so far. */
export interface Concurrency {
  readonly name: string
  readonly now: number
  readonly peak: number
}

export const CONCURRENCY_KEYS = {
  provider: (record: LogRecord) => record.providerName,
  channel: (record: LogRecord) => record.channelName ?? record.channelId,
}
export type ConcurrencyKey = keyof typeof CONCURRENCY_KEYS

// Bounded: names come from callers, and a peak is kept for as long as the view is open.
const MOST_NAMES = 200

/** Counts by name, the busiest first; peaks of `before` are kept. */
export function concurrency(
  flights: readonly Flight[],
  by: ConcurrencyKey,
  before: readonly Concurrency[] = [],
): readonly Concurrency[] {
  const counts = new Map<string, number>()
  for (const { record, endedAt } of flights) {
    const name = endedAt === undefined ? CONCURRENCY_KEYS[by](record) : undefined
    if (name !== undefined) counts.set(name, (counts.get(name) ?? 0) + 1)
  }
  const peaks = new Map(before.map(({ name, peak }) => [name, peak]))
  return [...new Set([...counts.keys(), ...peaks.keys()])]
    .map((name) => {
      const now = counts.get(name) ?? 0
      return { name, now, peak: Math.max(now, peaks.get(name) ?? 0) }
    })
    .sort((a, b) => b.peak - a.peak || (a.name < b.name ? -1 : 1))
    .slice(0, MOST_NAMES)
}

/** What the head of the view says. */
export interface FlightCounts {
  readonly pending: number
  readonly slow: number
  readonly overdue: number
  /** Age in milliseconds; absent when nothing is under way. */
  readonly oldestMs?: number
}

export function countFlights(
  flights: readonly Flight[],
  serverNow: number,
  p95Ms: (record: LogRecord) => number | undefined,
  timeoutMs: number,
): FlightCounts {
  const counts = { pending: 0, slow: 0, overdue: 0 }
  let oldestMs: number | undefined
  for (const flight of flights) {
    if (flight.endedAt !== undefined) continue
    const age = ageOf(flight, serverNow)
    const mark = markOf(age, p95Ms(flight.record), timeoutMs)
    counts.pending++
    if (mark !== 'calm') counts[mark]++
    oldestMs = Math.max(oldestMs ?? 0, age)
  }
  return { ...counts, oldestMs }
}
