/** Query parameters by name; a list gives the parameter once for each value. What is undefined is left out. */
export type Query = Record<string, string | number | readonly string[] | undefined>

/** Parameters of pages that mean nothing to a stream: it begins now, and goes on. */
const OF_PAGES: ReadonlySet<string> = new Set(['from', 'to', 'limit', 'before'])

/** Name and value of each parameter that says something, in the order given. */
export function parameters(query: Query): [name: string, value: string][] {
  return Object.entries(query).flatMap(([name, value]) =>
    [value ?? []].flat().map((one): [string, string] => [name, String(one)]),
  )
}

/** One text for all queries of the same meaning: the order of names and values, repeated and empty values say nothing. */
export function canonicalQuery(query: Query): string {
  const said = parameters(query).filter(([, value]) => value !== '')
  return [...new Set(said.map((pair) => new URLSearchParams([pair]).toString()))].sort().join('&')
}

/** The part of a page's query that filters its stream as well. */
export function streamQuery(query: Query): Query {
  return Object.fromEntries(Object.entries(query).filter(([name]) => !OF_PAGES.has(name)))
}
