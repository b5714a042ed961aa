import type { DropdownMenuItem } from '@nuxt/ui'
import { useClipboard } from '@vueuse/core'
import { shallowRef } from 'vue'
import { useI18n } from 'vue-i18n'
import type { ColumnId } from '../../model/table/columns'
import type { FilterName } from '../../model/filters/filter'
import type { Row } from '../../model/table/rows'
import type { Columns } from './useColumns'

export interface FilterBy {
  name: FilterName
  value: string
}

/** What can be done with a column or a row, as the items of a menu, and where that menu is. */
export function useTableMenu(columns: Columns, filter: (by: FilterBy) => void, open: (id: string) => void) {
  const { t } = useI18n()
  const { copy } = useClipboard({ legacy: true })
  const anchor = shallowRef<HTMLElement>()
  const items = shallowRef<DropdownMenuItem[][]>([])

  function ofColumn(id: ColumnId, at: HTMLElement) {
    const { sorting } = columns.settings.value
    const width = at.offsetWidth
    const sort = (desc: boolean): DropdownMenuItem => ({
      label: t(desc ? 'table.sortDesc' : 'table.sortAsc'),
      icon: desc ? 'i-lucide-arrow-down' : 'i-lucide-arrow-up',
      onSelect: () => columns.sort({ id, desc }),
    })
    items.value = [
      [
        { type: 'label', label: t(`table.columnFull.${id}`) },
        sort(false),
        sort(true),
        { label: t('table.sortNone'), icon: 'i-lucide-x', disabled: !sorting, onSelect: () => columns.sort(undefined) },
      ],
      [
        { label: t('table.moveLeft'), icon: 'i-lucide-arrow-left', onSelect: () => columns.move(id, -1) },
        { label: t('table.moveRight'), icon: 'i-lucide-arrow-right', onSelect: () => columns.move(id, 1) },
      ],
      [
        {
          label: t('table.wider'),
          icon: 'i-lucide-chevrons-left-right',
          onSelect: () => columns.resize(id, width + 32),
        },
        {
          label: t('table.narrower'),
          icon: 'i-lucide-chevrons-right-left',
          onSelect: () => columns.resize(id, width - 32),
        },
        { label: t('table.fit'), icon: 'i-lucide-unfold-horizontal', onSelect: () => columns.fit(id) },
      ],
      [{ label: t('table.hide'), icon: 'i-lucide-eye-off', onSelect: () => columns.show(id, false) }],
    ]
    anchor.value = at
  }

  function ofRow({ record }: Row, at: HTMLElement) {
    const by = (name: FilterName, value: string | undefined): DropdownMenuItem[] =>
      value === undefined
        ? []
        : [
            {
              label: t(`table.only.${name}`, { value }),
              icon: 'i-lucide-list-filter',
              onSelect: () => filter({ name, value }),
            },
          ]
    items.value = [
      [
        { label: t('table.open'), icon: 'i-lucide-panel-right-open', onSelect: () => open(record.id) },
        { label: t('table.copyId'), icon: 'i-lucide-copy', onSelect: () => void copy(record.id) },
      ],
      [
        ...by('sessionId', record.sessionId),
        ...by('model', record.model),
        ...by('provider', record.providerName),
        ...by('channel', record.channelName),
        ...by('clientId', record.clientId),
        ...by('endpoint', record.endpoint),
        ...by('status', record.status),
      ],
    ]
    anchor.value = at
  }

  return { anchor, items, ofColumn, ofRow, copy, close: () => (anchor.value = undefined) }
}
