import type { RequestStatus } from './types'

/** Parameters of the server's filters, by name (docs/PROTOCOL.md, "Reading"); all of them must match, each by any of its values. */
export type Filter = Partial<Record<FilterName, readonly string[]>>

/** Filters of a column's values, and with those of the server's counts of them. */
export const CATEGORIES = [
  'status',
  'provider',
  'channel',
  'model',
  'endpoint',
  'clientId',
  'sessionId',
  'httpStatus',
  'stream',
] as const
export type Category = (typeof CATEGORIES)[number]

/** Filters of a figure, by the names of their bounds: US dollars, milliseconds. */
export const BOUNDS = {
  cost: ['minCost', 'maxCost'],
  duration: ['minDurationMs', 'maxDurationMs'],
} as const
export type Figure = keyof typeof BOUNDS

export const FILTER_NAMES = [...CATEGORIES, ...BOUNDS.cost, ...BOUNDS.duration, 'attemptOf', 'q', 'from', 'to'] as const
export type FilterName = (typeof FILTER_NAMES)[number]

/** As in the order of the buttons. */
export const STATUSES: readonly RequestStatus[] = [
  'pending',
  'completed',
  'error',
  'timeout',
  'cancelled',
  'failover',
  'retry_wait',
]

/** Those that have a button of their own where there is little room. */
export const OFTEN: readonly RequestStatus[] = ['pending', 'completed', 'error']

// The server's bounds: it refuses a call that exceeds them, and with it the whole view.
const MOST_VALUES = 50
export const MOST_TEXT = 200
const MOST_LENGTH = 256

const isOneOf = (known: readonly string[]) => (value: string) => known.includes(value)
const isNumberUpTo = (most: number) => (value: string) => /^\d+(\.\d{1,12})?$/.test(value) && Number(value) <= most
const isTime = (value: string) =>
  /^\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d(\.\d{1,9})?)?(Z|[+-]\d\d:\d\d)$/.test(value) && !Number.isNaN(Date.parse(value))

const RULES: Partial<Record<FilterName, (value: string) => boolean>> = {
  status: isOneOf(STATUSES),
  stream: isOneOf(['true', 'false']),
  httpStatus: (value) => /^[1-5]\d\d$/.test(value),
  minCost: isNumberUpTo(1e9),
  maxCost: isNumberUpTo(1e9),
  minDurationMs: isNumberUpTo(1e12),
  maxDurationMs: isNumberUpTo(1e12),
  q: (value) => value.length <= MOST_TEXT,
  from: isTime,
  to: isTime,
}

const SINGLE: ReadonlySet<string> = new Set([...BOUNDS.cost, ...BOUNDS.duration, 'q', 'from', 'to'])

/** Text values of one parameter of an address, without the empty ones. */
export function valuesOf(value: unknown): string[] {
  return [value].flat().filter((one): one is string => typeof one === 'string' && one !== '')
}

/** Values of a parameter that were left out. */
export interface Ignored {
  name: string
  values: readonly string[]
}

/** What of an address is a filter, and what of it makes no sense. */
export function readFilter(query: Readonly<Record<string, unknown>>): { filter: Filter; ignored: Ignored[] } {
  const filter: Filter = {}
  const ignored: Ignored[] = []
  for (const name of FILTER_NAMES) {
    const given = [...new Set(valuesOf(query[name]))]
    const right = given.filter((value) => (RULES[name] ?? isShort)(value)).slice(0, SINGLE.has(name) ? 1 : MOST_VALUES)
    if (right.length < given.length) ignored.push({ name, values: given.filter((value) => !right.includes(value)) })
    if (right.length) filter[name] = right
  }
  return { filter, ignored }
}

const isShort = (value: string) => value.length <= MOST_LENGTH

/** The filter that an address carries. What it does not know, and what makes no sense, is left alone. */
export const filterOf = (query: Readonly<Record<string, unknown>>): Filter => readFilter(query).filter
