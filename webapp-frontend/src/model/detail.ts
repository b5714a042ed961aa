import type { Format } from './format'
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
export function detailGroups(record: LogRecord, format: Format): Group[] {
  const groups = [
    { title: 'Request', fields: requestFields(record) },
    { title: 'Timing', fields: timingFields(record, format) },
    { title: 'Tokens', fields: tokenFields(record, format) },
    { title: 'Cost', fields: costFields(record, format) },
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

function timingFields(r: LogRecord, format: Format): Maybe[] {
  const time = (label: string, iso: string | undefined) => words(label, iso && format.dateTime(iso))
  const duration = (label: string, ms: number | undefined) => {
    if (ms === undefined) return undefined
    const { value, unit } = format.duration(ms)
    return words(label, `${value} ${unit}`)
  }
  return [
    time('Started', r.initialTime),
    time('First token', r.firstTokenTime),
    time('Ended', r.completeTime),
    duration('Until first token', r.firstTokenDurationMs),
    duration('Duration', r.durationMs),
  ]
}

function tokenFields(r: LogRecord, format: Format): Maybe[] {
  const count = (label: string, n: number | undefined) => words(label, n === undefined ? n : format.exact(n))
  return [
    count('Input', r.inputTokens),
    count('Output', r.outputTokens),
    count('Cache write', r.cacheCreationInputTokens),
    count('Cache read', r.cacheReadInputTokens),
    count('Total', r.totalTokens),
  ]
}

function costFields(r: LogRecord, format: Format): Maybe[] {
  const cost = (label: string, usd: number | undefined) => words(label, usd === undefined ? usd : format.exactCost(usd))
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
