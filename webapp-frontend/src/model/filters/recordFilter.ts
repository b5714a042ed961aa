import { parameters, type Query } from '../query'
import type { LogRecord } from '../types'

export type RecordPredicate = (record: LogRecord) => boolean

type Field = string | number | boolean | undefined

/** The properties that a parameter is compared with, exactly; any of its values may be in any of them. */
const EXACT: Readonly<Record<string, (record: LogRecord) => Field[]>> = {
  provider: (record) => [record.providerName],
  channel: (record) => [record.channelId, record.channelName],
  model: (record) => [record.model],
  status: (record) => [record.status],
  endpoint: (record) => [record.endpoint],
  clientId: (record) => [record.clientId],
  sessionId: (record) => [record.sessionId],
  httpStatus: (record) => [record.httpStatus],
  stream: (record) => [record.stream],
  attemptOf: (record) => [record.attemptOf],
}

/** Bounds, both included; a record without the figure is in none. */
const BOUNDS: Readonly<Record<string, (record: LogRecord, bound: number) => boolean>> = {
  minCost: ({ price }, bound) => price !== undefined && price >= bound,
  maxCost: ({ price }, bound) => price !== undefined && price <= bound,
  minDurationMs: ({ durationMs }, bound) => durationMs !== undefined && durationMs >= bound,
  maxDurationMs: ({ durationMs }, bound) => durationMs !== undefined && durationMs <= bound,
}

const texts = (record: LogRecord): Field[] => [
  record.id,
  record.model,
  record.providerName,
  record.channelId,
  record.channelName,
  record.sessionId,
  record.clientId,
  record.error,
]

/**
 * Whether a record is asked for, as the server decides it (docs/PROTOCOL.md, "Reading"): all parameters must match, each
 * by any of its values; empty values and parameters of other names filter nothing.
 */
export function recordFilter(query: Query): RecordPredicate {
  const asked = new Map<string, string[]>()
  for (const [name, value] of parameters(query)) {
    if (value !== '') asked.set(name, [...(asked.get(name) ?? []), value])
  }
  const conditions = [...asked].map(([name, values]) => condition(name, values))
  return (record) => conditions.every((holds) => holds(record))
}

function condition(name: string, values: readonly string[]): RecordPredicate {
  const exact = EXACT[name]
  if (exact) {
    const wanted = new Set(values)
    return (record) => exact(record).some((field) => field !== undefined && wanted.has(String(field)))
  }
  const bound = BOUNDS[name]
  if (bound) return (record) => values.every((value) => bound(record, Number(value)))
  if (name !== 'q') return () => true
  const text = (values[0] ?? '').toLowerCase()
  return (record) => texts(record).some((field) => field !== undefined && String(field).toLowerCase().includes(text))
}
