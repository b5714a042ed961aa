import { COLUMN_IDS, COLUMNS, MAX_SIZE, MIN_SIZE, type ColumnId } from './columns'

export type Density = 'comfortable' | 'compact'
export interface Sorting {
  readonly id: ColumnId
  readonly desc: boolean
}

/** What a user made of the table. */
export interface TableSettings {
  readonly order: readonly ColumnId[]
  /** Only columns about which the user decided: the others go by the table's width. */
  readonly shown: Readonly<Partial<Record<ColumnId, boolean>>>
  /** CSS pixels, of columns that were resized. */
  readonly sizes: Readonly<Partial<Record<ColumnId, number>>>
  readonly sorting?: Sorting
  readonly density: Density
}

const VERSION = 1
const FIRST_ORDER = COLUMNS.map(({ id }) => id)

export const startingSettings: TableSettings = { order: FIRST_ORDER, shown: {}, sizes: {}, density: 'comfortable' }

const isColumn = (id: unknown): id is ColumnId => COLUMN_IDS.includes(id as ColumnId)
const objectOf = (value: unknown) =>
  (typeof value === 'object' && value !== null ? value : {}) as Record<string, unknown>

/** Columns that a newer page has and the settings lack stand where they stand at first: after the one before them. */
export function completeOrder(wanted: readonly unknown[]): ColumnId[] {
  const order = [...new Set(wanted.filter(isColumn))]
  if (!order.length) return [...FIRST_ORDER]
  FIRST_ORDER.forEach((id, index) => {
    if (order.includes(id)) return
    const before = FIRST_ORDER[index - 1]
    order.splice(before ? order.indexOf(before) + 1 : 0, 0, id)
  })
  return order
}

export const clampSize = (size: number) => Math.round(Math.min(MAX_SIZE, Math.max(MIN_SIZE, size)))

/** What was kept, as far as it makes sense; what does not, is as at first. */
export function readSettings(json: string): TableSettings {
  let kept: Record<string, unknown>
  try {
    kept = objectOf(JSON.parse(json))
  } catch {
    return startingSettings
  }
  if (kept.version !== VERSION) return startingSettings
  const pick = <T>(from: unknown, isRight: (value: unknown) => value is T) =>
    Object.fromEntries(Object.entries(objectOf(from)).filter(([id, value]) => isColumn(id) && isRight(value)))
  const sorting = objectOf(kept.sorting)
  return {
    order: completeOrder(Array.isArray(kept.order) ? kept.order : []),
    shown: pick(kept.shown, (value) => typeof value === 'boolean'),
    sizes: pick(kept.sizes, (value): value is number => Number.isFinite(value) && clampSize(Number(value)) === value),
    sorting: isColumn(sorting.id) ? { id: sorting.id, desc: sorting.desc === true } : undefined,
    density: kept.density === 'compact' ? 'compact' : 'comfortable',
  }
}

export const writeSettings = (settings: TableSettings) => JSON.stringify({ version: VERSION, ...settings })

/** The order with this column so many visible places further; hidden ones are passed over. */
export function moved(
  order: readonly ColumnId[],
  id: ColumnId,
  by: number,
  isVisible: (id: ColumnId) => boolean,
): ColumnId[] {
  const visible = order.filter(isVisible)
  const target = visible[visible.indexOf(id) + by]
  return target && visible.includes(id) ? movedTo(order, id, target) : [...order]
}

/** The order with the column in the place of another one, which makes room. */
export function movedTo(order: readonly ColumnId[], id: ColumnId, target: ColumnId): ColumnId[] {
  const [from, to] = [order.indexOf(id), order.indexOf(target)]
  if (from < 0 || to < 0 || from === to) return [...order]
  const rest = order.filter((other) => other !== id)
  rest.splice(to, 0, id)
  return rest
}
