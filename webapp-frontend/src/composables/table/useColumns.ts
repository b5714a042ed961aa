import { functionalUpdate, getCoreRowModel, useVueTable, type ColumnDef } from '@tanstack/vue-table'
import { computed, watch, type Ref } from 'vue'
import { COLUMNS, MAX_SIZE, MIN_SIZE, tracksOf, type ColumnId } from '../../model/table/columns'
import type { Row } from '../../model/table/rows'
import { clampSize, moved, movedTo, type Sorting } from '../../model/table/tableSettings'
import { useConsole } from '../useConsole'

const definitions: ColumnDef<Row>[] = COLUMNS.map(({ id, size, figure, value }) => ({
  id,
  accessorFn: (row: Row) => value(row.record),
  size,
  minSize: MIN_SIZE,
  maxSize: MAX_SIZE,
  // What is slow or expensive is looked for, not what is fast and cheap.
  sortDescFirst: figure ?? false,
}))
// The table's model is of columns only: rows come by the thousand a second, and are sorted apart (useSortedRows).
const noRows: Row[] = []

/** The columns of a table of this width (CSS pixels), as the user wants them. */
export function useColumns(width: Readonly<Ref<number>>) {
  const { settings, shown: visibility, change, reset, ...shared } = useConsole().table
  watch(width, (px) => (shared.width.value = px), { immediate: true, flush: 'sync' })

  const table = useVueTable<Row>({
    data: noRows,
    columns: definitions,
    getCoreRowModel: getCoreRowModel(),
    manualSorting: true,
    state: {
      get columnOrder() {
        return [...settings.value.order]
      },
      get columnVisibility() {
        return visibility.value
      },
      get columnSizing() {
        return { ...settings.value.sizes } as Record<string, number>
      },
      get sorting() {
        return settings.value.sorting ? [settings.value.sorting] : []
      },
    },
    onSortingChange: (updater) => {
      const [first] = functionalUpdate(updater, settings.value.sorting ? [settings.value.sorting] : [])
      change({ sorting: first as Sorting | undefined })
    },
  })

  const visible = computed(() => table.getVisibleLeafColumns().map((column) => column.id as ColumnId))
  const isVisible = (id: ColumnId) => visibility.value[id]

  return {
    table,
    settings,
    change,
    reset,
    /** In their order. */
    visible,
    all: computed(() => settings.value.order.map((id) => ({ id, shown: isVisible(id) }))),
    tracks: computed(() => tracksOf(visible.value, settings.value.sizes, width.value)),
    /** The last column stays: without any, nothing could be brought back by looking at it. */
    show(id: ColumnId, shown: boolean) {
      if (shown || visible.value.length > 1) change({ shown: { ...settings.value.shown, [id]: shown } })
    },
    resize: (id: ColumnId, size: number) => change({ sizes: { ...settings.value.sizes, [id]: clampSize(size) } }),
    fit: (id: ColumnId) => change({ sizes: { ...settings.value.sizes, [id]: undefined } }),
    move: (id: ColumnId, by: number) => change({ order: moved(settings.value.order, id, by, isVisible) }),
    moveTo: (id: ColumnId, target: ColumnId) => change({ order: movedTo(settings.value.order, id, target) }),
    sort: (sorting: Sorting | undefined) => change({ sorting }),
  }
}

export type Columns = ReturnType<typeof useColumns>
