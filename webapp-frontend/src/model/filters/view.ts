import { BOUNDS, CATEGORIES, FILTER_NAMES, readFilter, type Filter, type Ignored } from './filter'
import { boundsOf, readTime, type ViewTime } from './viewTime'

/** What an address says about the rows: filters without their times, and the time. */
export interface View {
  filter: Omit<Filter, 'from' | 'to'>
  time: ViewTime
  /** Values that make no sense: they filter nothing. */
  ignored: readonly Ignored[]
}

/** Parameters of an address as a router has them. */
export type Address = Readonly<Record<string, unknown>>
/** The parameters that a view writes; all values are lists. */
export type ViewQuery = Readonly<Record<string, readonly string[]>>

const TIME_NAMES = ['range', 'from', 'to'] as const
/** Parameters of an address that belong to the view; others (the selected record) are somebody else's. */
export const VIEW_NAMES: readonly string[] = [...new Set([...FILTER_NAMES, ...TIME_NAMES])]

export function readView(query: Address): View {
  const { filter, ignored } = readFilter({ ...query, from: undefined, to: undefined })
  const { time, ignored: times } = readTime(query)
  return { filter, time, ignored: [...ignored, ...times] }
}

/** The parameters of an address that show this view. */
export function writeView({ filter, time }: Pick<View, 'filter' | 'time'>): ViewQuery {
  const times = Object.entries(time).flatMap(([name, value]) => (value ? [[name, [value]] as const] : []))
  return { ...(filter as ViewQuery), ...Object.fromEntries(times) }
}

/** The address with this view, and with what is not of a view as it was. */
export function withView(address: Address, view: ViewQuery): Record<string, unknown> {
  const others = Object.entries(address).filter(([name]) => !VIEW_NAMES.includes(name))
  return { ...Object.fromEntries(others), ...view }
}

/** One text for all addresses that show the same. */
export function viewText(view: ViewQuery): string {
  const pairs = Object.entries(view).flatMap(([name, values]) => values.map((value) => [name, value]))
  return new URLSearchParams(pairs.sort((a, b) => (String(a) < String(b) ? -1 : 1))).toString()
}

export const isSame = (one: ViewQuery, other: ViewQuery) => viewText(one) === viewText(other)

/** What the server is asked with, at `now` (epoch milliseconds). */
export function serverFilter({ filter, time }: View, now: number): Filter {
  const { from, to } = boundsOf(time, now)
  return { ...filter, ...(from && { from: [from] }), ...(to && { to: [to] }) }
}

/** How many conditions a view has: a range of a figure is one, and so is the time. */
export function countConditions({ filter, time }: View): number {
  const figures = Object.values(BOUNDS).filter((names) => names.some((name) => filter[name])).length
  const lists = [...CATEGORIES, 'attemptOf', 'q'].filter((name) => filter[name as 'q']).length
  return figures + lists + (time.range || time.from || time.to ? 1 : 0)
}
