import { BOUNDS, CATEGORIES, FILTER_NAMES, readFilter, type Filter, type Ignored } from './filter'
import { readTable, TABLE_NAMES, type TableAddress } from '../table/tableAddress'
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
/** Parameters of an address that say which rows there are; others (the table's, the selected record) stay as they are. */
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

/** The same for the table: how the rows are shown. */
export function withTable(address: Address, table: TableAddress): Record<string, unknown> {
  const others = Object.entries(address).filter(([name]) => !(TABLE_NAMES as readonly string[]).includes(name))
  return { ...Object.fromEntries(others), ...writeTable(table) }
}

export function writeTable(table: TableAddress): ViewQuery {
  return Object.fromEntries(Object.entries(table).map(([name, value]: [string, string]) => [name, [value]]))
}

/** All of an address that is worth a name: which rows there are, and how they are shown. */
export function wholeView(address: Address): ViewQuery {
  return { ...writeView(readView(address)), ...writeTable(readTable(address).table) }
}

/** One text for all addresses that show the same. */
export function viewText(view: ViewQuery): string {
  const pairs = Object.entries(view).flatMap(([name, values]) => values.map((value) => [name, value]))
  return new URLSearchParams(pairs.sort((a, b) => (String(a) < String(b) ? -1 : 1))).toString()
}

export const isSame = (one: ViewQuery, other: ViewQuery) => viewText(one) === viewText(other)

/** Whether `view` is what `shown` shows. One that says nothing about the table goes with any. */
export function isShown(view: ViewQuery, shown: ViewQuery): boolean {
  const told = Object.entries(shown).filter(
    ([name]) => name in view || !(TABLE_NAMES as readonly string[]).includes(name),
  )
  return isSame(view, Object.fromEntries(told))
}

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
