import { columnOf } from './columns'
import type { Row } from './rows'
import type { Sorting } from './tableSettings'

/** The rows by the values of a column. Unknown values come last whatever the direction; equal ones stay the newest first. */
export function sortRows(rows: readonly Row[], { id, desc }: Sorting): Row[] {
  const value = columnOf(id)?.value
  if (!value) return [...rows]
  const known: { row: Row; key: string | number }[] = []
  const unknown: Row[] = []
  for (const row of rows) {
    const key = value(row.record)
    if (key === undefined) unknown.push(row)
    else known.push({ row, key })
  }
  const sign = desc ? -1 : 1
  known.sort((a, b) => (a.key === b.key ? 0 : (a.key < b.key ? -1 : 1) * sign))
  return [...known.map(({ row }) => row), ...unknown]
}
