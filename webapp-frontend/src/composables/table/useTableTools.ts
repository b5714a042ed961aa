import type { DropdownMenuItem } from '@nuxt/ui'
import { computed } from 'vue'
import { useI18n } from 'vue-i18n'
import { PHONE_COLUMNS, type ColumnId } from '../../model/table/columns'
import type { Columns } from './useColumns'

// The menu stays, since one seldom changes one thing only.
const stay = (event: Event) => event.preventDefault()

/** What the table looks like, as the items of a menu: columns and density, or, where columns have no heads, the order. */
export function useTableTools(columns: Columns, compact: () => boolean) {
  const { t } = useI18n()
  const density = computed(() => columns.settings.value.density)
  const sorting = computed(() => columns.settings.value.sorting)

  const check = (label: string, checked: boolean, change: (checked: boolean) => void): DropdownMenuItem => ({
    type: 'checkbox',
    label,
    checked,
    onUpdateChecked: change,
    onSelect: stay,
  })

  /** A column is sorted at first by what is looked for in it: the dearest, the slowest. */
  const sortBy = (id: ColumnId) => columns.sort({ id, desc: columns.table.getColumn(id)?.getFirstSortDir() === 'desc' })

  const order = (): DropdownMenuItem[][] => {
    const { id, desc } = sorting.value ?? {}
    // One that is not drawn here may be what a link sorts by.
    const offered = id && !PHONE_COLUMNS.includes(id) ? [...PHONE_COLUMNS, id] : PHONE_COLUMNS
    return [
      [
        { type: 'label', label: t('table.sortBy') },
        check(t('table.sortNone'), !id, () => columns.sort(undefined)),
        ...offered.map((one) => check(t(`table.columnFull.${one}`), one === id, () => sortBy(one))),
      ],
      id
        ? [false, true].map((down) =>
            check(t(down ? 'table.sortDesc' : 'table.sortAsc'), desc === down, () => columns.sort({ id, desc: down })),
          )
        : [],
    ]
  }

  const looks = (): DropdownMenuItem[][] => [
    [
      { type: 'label', label: t('table.columns') },
      ...columns.all.value.map(({ id, shown }) =>
        check(t(`table.columnFull.${id}`), shown, (wanted) => columns.show(id, wanted)),
      ),
    ],
    [
      { type: 'label', label: t('table.density') },
      ...(['comfortable', 'compact'] as const).map((name) =>
        check(t(`table.densities.${name}`), density.value === name, () => columns.change({ density: name })),
      ),
    ],
  ]

  return computed<DropdownMenuItem[][]>(() => [
    ...(compact() ? order() : looks()),
    [{ label: t('table.reset'), icon: 'i-lucide-rotate-ccw', onSelect: () => columns.reset() }],
  ])
}
