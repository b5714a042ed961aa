import { formatDateTime, formatDuration, formatExact, formatExactCost } from './format'
import { answeredBy, isUnpriced } from './record'
import type { LogRecord } from './types'

export interface Field {
  label: string
  value: string
  mono?: boolean
  muted?: boolean
}

export interface Group {
  title: string
  fields: Field[]
}

/** A record's known fields in groups; what is unknown is left out. */
export function detailGroups(record: LogRecord): Group[] {
  const groups = [
    { title: 'Request', fields: requestFields(record) },
    { title: 'Timing', fields: timingFields(record) },
    { title: 'Tokens', fields: tokenFields(record) },
    { title: 'Cost', fields: costFields(record) },
    { title: 'Who', fields: whoFields(record) },
    { title: 'Metadata', fields: Object.entries(record.metadata ?? {}).map(([key, v]) => text(key, v)) },
  ]
  return groups
    .map(({ title, fields }) => ({ title, fields: fields.filter((f) => f !== undefined) }))
    .filter((g) => g.fields.length)
}

type Maybe = Field | undefined

const text = (label: string, value: string | number | boolean | undefined, mono = true): Maybe =>
  value === undefined ? undefined : { label, value: String(value), mono }
const words = (label: string, value: string | undefined) => text(label, value, false)
const time = (label: string, iso: string | undefined) => text(label, iso && formatDateTime(iso), false)
const count = (label: string, n: number | undefined) => text(label, n === undefined ? n : formatExact(n), false)
const cost = (label: string, usd: number | undefined) =>
  text(label, usd === undefined ? usd : formatExactCost(usd), false)

function duration(label: string, ms: number | undefined): Maybe {
  if (ms === undefined) return undefined
  const { value, unit } = formatDuration(ms)
  return words(label, `${value} ${unit}`)
}

function requestFields(r: LogRecord): Maybe[] {
  return [
    text('Model', r.model),
    text('Answered by', answeredBy(r)),
    words('Provider', r.providerName),
    words('Channel', r.channelName),
    text('Channel id', r.channelId),
    text('Endpoint', r.endpoint),
    words('Wire format', r.type),
    words('Streamed', r.stream === undefined ? undefined : r.stream ? 'yes' : 'no'),
    text('HTTP status', r.httpStatus),
    words('Reasoning effort', r.reasoningEffort),
    words('Service tier', r.serviceTier),
    text('Attempt of', r.attemptOf),
    words('Failover', r.failoverInfo),
  ]
}

function timingFields(r: LogRecord): Maybe[] {
  return [
    time('Started', r.initialTime),
    time('First token', r.firstTokenTime),
    time('Ended', r.completeTime),
    duration('Until first token', r.firstTokenDurationMs),
    duration('Duration', r.durationMs),
  ]
}

function tokenFields(r: LogRecord): Maybe[] {
  return [
    count('Input', r.inputTokens),
    count('Output', r.outputTokens),
    count('Cache write', r.cacheCreationInputTokens),
    count('Cache read', r.cacheReadInputTokens),
    count('Total', r.totalTokens),
  ]
}

function costFields(r: LogRecord): Maybe[] {
  const unpriced = isUnpriced(r) ? { label: 'Total', value: 'unpriced', muted: true } : undefined
  return [
    cost('Input', r.inputCost),
    cost('Output', r.outputCost),
    cost('Cache write', r.cacheCreationCost),
    cost('Cache read', r.cacheReadCost),
    cost('Total', r.price) ?? unpriced,
    words('Price source', r.priceSource),
  ]
}

function whoFields(r: LogRecord): Maybe[] {
  return [text('Session', r.sessionId), text('Client', r.clientId), text('API key', r.apiKeyId)]
}
