import { valuesOf, type Ignored } from '../filters/filter'
import { COLUMN_IDS, shownAt, type ColumnId } from './columns'
import { completeOrder, startingSettings, type Sorting, type TableSettings } from './tableSettings'

/**
 * What an address says about the table: `sort=-cost` (descending), and `columns=cost,-session,~rate` for those that are
 * shown, hidden, or only stand elsewhere than at first. Absent: as the browser remembers it, `default`: as at first. What
 * the width of a table decides is left to the width of the reader's.
 */
export interface TableAddress {
  readonly sort?: string
  readonly columns?: string
}

export const TABLE_NAMES = ['sort', 'columns'] as const
const DEFAULT = 'default'
const HIDDEN = '-'
const BY_WIDTH = '~'

type Layout = Pick<TableSettings, 'order' | 'shown'>
const isColumn = (id: string): id is ColumnId => (COLUMN_IDS as readonly string[]).includes(id)
const isSameOrder = (one: readonly string[], other: readonly string[]) => one.join() === other.join()

const sortText = (sorting?: Sorting) => (sorting ? `${sorting.desc ? '-' : ''}${sorting.id}` : DEFAULT)

function sortingOf(text: string): Sorting | undefined {
  const id = text.replace(/^-/, '')
  return isColumn(id) ? { id, desc: text !== id } : undefined
}

/** As few columns as tell the order, and those about which the user decided. */
function columnsText({ order, shown }: Layout): string {
  const told = order.reduceRight<readonly ColumnId[]>((kept, id) => {
    const without = kept.filter((other) => other !== id)
    return shown[id] === undefined && isSameOrder(completeOrder(without), order) ? without : kept
  }, order)
  const sign = (id: ColumnId) => (shown[id] === undefined ? BY_WIDTH : shown[id] ? '' : HIDDEN)
  return told.map((id) => sign(id) + id).join() || DEFAULT
}

function layoutOf(text: string): Layout | undefined {
  const shown: Partial<Record<ColumnId, boolean>> = {}
  const order: ColumnId[] = []
  for (const part of text.split(',')) {
    const id = part.replace(/^[-~]/, '')
    if (!isColumn(id) || order.includes(id)) return undefined
    order.push(id)
    if (!part.startsWith(BY_WIDTH)) shown[id] = part === id
  }
  // A table without columns shows nothing, not even how to get them back.
  const some = Object.values({ ...shownAt(Infinity), ...shown }).includes(true)
  return some ? { order: completeOrder(order), shown } : undefined
}

const READ = {
  sort: (text: string) => text === DEFAULT || sortingOf(text) !== undefined,
  columns: (text: string) => text === DEFAULT || layoutOf(text) !== undefined,
}

/** What of an address makes sense, as it is written; and what does not. */
export function readTable(query: Readonly<Record<string, unknown>>): { table: TableAddress; ignored: Ignored[] } {
  const table: { -readonly [Name in keyof TableAddress]: TableAddress[Name] } = {}
  const ignored: Ignored[] = []
  for (const name of TABLE_NAMES) {
    const given = valuesOf(query[name])
    const right = given.find(READ[name])
    if (right !== undefined) table[name] = right
    const others = given.filter((value) => value !== right)
    if (others.length) ignored.push({ name, values: others })
  }
  return { table, ignored }
}

/** The settings as the address has them, and otherwise as they are remembered. */
export function settingsAt({ sort, columns }: TableAddress, kept: TableSettings): TableSettings {
  const layout = columns === undefined ? kept : (layoutOf(columns) ?? startingSettings)
  return {
    ...kept,
    order: layout.order,
    shown: layout.shown,
    sorting: sort === undefined ? kept.sorting : sortingOf(sort),
  }
}

/** The address that shows these settings to anybody who remembers nothing, and to a browser that remembers `kept`. */
export function tableAddress(settings: TableSettings, kept: TableSettings): TableAddress {
  const sort = text(sortText(settings.sorting), sortText(kept.sorting))
  const columns = text(columnsText(settings), columnsText(kept))
  return { ...(sort && { sort }), ...(columns && { columns }) }
}

const text = (wanted: string, kept: string) => (wanted === DEFAULT && kept === DEFAULT ? undefined : wanted)

/** What is remembered after the change from `before` to `after`: of what a link brought along, nothing. */
export function keptAfter(after: TableSettings, before: TableSettings, kept: TableSettings): TableSettings {
  const { order, shown } = columnsText(before) === columnsText(kept) ? after : kept
  const { sorting } = sortText(before.sorting) === sortText(kept.sorting) ? after : kept
  return { ...after, order, shown, sorting }
}
