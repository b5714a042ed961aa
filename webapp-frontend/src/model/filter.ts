/** Parameters of the server's filters, by name (docs/PROTOCOL.md, "Reading"); all of them must match, each by any of its values. */
export type Filter = Partial<Record<FilterName, readonly string[]>>

export const FILTER_NAMES = [
  'provider',
  'channel',
  'model',
  'status',
  'endpoint',
  'clientId',
  'sessionId',
  'httpStatus',
  'stream',
  'minCost',
  'maxCost',
  'minDurationMs',
  'maxDurationMs',
  'q',
  'from',
  'to',
] as const
export type FilterName = (typeof FILTER_NAMES)[number]

/** The filter that an address carries. What it does not know is left alone. */
export function filterOf(query: Readonly<Record<string, unknown>>): Filter {
  const filter: Filter = {}
  for (const name of FILTER_NAMES) {
    const values = [query[name]].flat().filter((value) => typeof value === 'string' && value !== '')
    if (values.length) filter[name] = values as string[]
  }
  return filter
}
