import {
  createColumnHelper,
  getCoreRowModel,
  getSortedRowModel,
  useVueTable,
  type SortingState,
} from '@tanstack/vue-table'
import { computed, shallowRef, type Ref } from 'vue'
import { knownCost } from '../../model/sessions'
import type { ActiveSession } from '../../model/types'

export const SESSION_COLUMNS = [
  'session',
  'client',
  'models',
  'requests',
  'pending',
  'errors',
  'tokens',
  'cost',
  'last',
] as const
export type SessionColumn = (typeof SESSION_COLUMNS)[number]

const column = createColumnHelper<ActiveSession>()
const number = { sortDescFirst: true, sortUndefined: 'last' } as const
const columns = [
  column.accessor('sessionId', { id: 'session' }),
  column.accessor('clientId', { id: 'client', sortUndefined: 'last' }),
  column.accessor((session) => session.models.join(', '), { id: 'models' }),
  column.accessor('requests', { id: 'requests', ...number }),
  column.accessor('pending', { id: 'pending', ...number }),
  column.accessor('errors', { id: 'errors', ...number }),
  column.accessor('totalTokens', { id: 'tokens', ...number }),
  column.accessor(knownCost, { id: 'cost', ...number }),
  column.accessor((session) => Date.parse(session.lastActivity), { id: 'last', ...number }),
]

/** The sessions in the order the viewer chose; the latest activity first until then. */
export function useSessionTable(sessions: Readonly<Ref<readonly ActiveSession[]>>) {
  const sorting = shallowRef<SortingState>([{ id: 'last', desc: true }])
  const table = useVueTable({
    get data() {
      return sessions.value as ActiveSession[]
    },
    columns,
    state: {
      get sorting() {
        return sorting.value
      },
    },
    enableSortingRemoval: false,
    onSortingChange: (update) => (sorting.value = typeof update === 'function' ? update(sorting.value) : update),
    getRowId: (session) => session.sessionId,
    getCoreRowModel: getCoreRowModel(),
    getSortedRowModel: getSortedRowModel(),
  })
  return {
    sorted: computed(() => table.getSortedRowModel().rows.map((row) => row.original)),
    /** What it is sorted by. */
    order: computed(() => sorting.value[0]),
    toggle: (id: SessionColumn) => table.getColumn(id)?.toggleSorting(),
  }
}
