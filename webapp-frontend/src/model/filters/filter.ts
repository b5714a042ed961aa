import type { RequestStatus } from '../types'

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
const MOST_LENGTH = 1_024

const isOneOf = (known: readonly string[]) => (value: string) => known.includes(value)
const isText = (most: number) => (value: string) => value.length <= most && !value.includes('\0')
// Digit by digit up to the bound, since a number would be rounded to it: 10^9 dollars, 10^12 whole milliseconds.
const isDollars = (value: string) => /^(0?\d{1,9}(\.\d{1,12})?|10{9}(\.0{1,12})?)$/.test(value)
const isMilliseconds = (value: string) => /^(0?\d{1,12}|10{12})$/.test(value)
const TIME = /^(20\d\d-\d\d-\d\d)T([01]\d|2[0-3]):[0-5]\d(:[0-5]\d(\.\d{1,9})?)?(Z|[+-](0\d|1[0-7]):[0-5]\d|[+-]18:00)$/
// A browser makes 2 March of 30 February.
function isTime(value: string): boolean {
  const [, day = ''] = TIME.exec(value) ?? []
  const at = Date.parse(day)
  return !Number.isNaN(at) && new Date(at).toISOString().startsWith(day)
}

const RULES: Partial<Record<FilterName, (value: string) => boolean>> = {
  status: isOneOf(STATUSES),
  stream: isOneOf(['true', 'false']),
  httpStatus: (value) => /^[1-5]\d\d$/.test(value),
  minCost: isDollars,
  maxCost: isDollars,
  minDurationMs: isMilliseconds,
  maxDurationMs: isMilliseconds,
  q: isText(MOST_TEXT),
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
  const reversed: readonly string[] = Object.values(BOUNDS)
    .filter((names) => isReversed(filter, names))
    .flat()
  for (const name of FILTER_NAMES) {
    if (reversed.includes(name)) ignored.push({ name, values: filter[name] ?? [] })
  }
  const sound = Object.entries(filter).filter(([name]) => !reversed.includes(name))
  return { filter: Object.fromEntries(sound), ignored }
}

const isShort = isText(MOST_LENGTH)

function isReversed(filter: Filter, [least, most]: (typeof BOUNDS)[Figure]): boolean {
  const [from, to] = [filter[least]?.[0], filter[most]?.[0]]
  return from !== undefined && to !== undefined && digits(from) > digits(to)
}

/** In the order of the numbers, all of them alike long. */
function digits(value: string): string {
  const [whole = '', fraction = ''] = value.split('.')
  return whole.padStart(13, '0') + fraction.padEnd(12, '0')
}

/** The filter that an address carries. What it does not know, and what makes no sense, is left alone. */
export const filterOf = (query: Readonly<Record<string, unknown>>): Filter => readFilter(query).filter
