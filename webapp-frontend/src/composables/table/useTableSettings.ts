import { useLocalStorage } from '@vueuse/core'
import { computed, shallowRef, watch } from 'vue'
import { shownAt, type ColumnId } from '../../model/table/columns'
import { keptAfter, settingsAt, tableAddress, type TableAddress } from '../../model/table/tableAddress'
import { readSettings, startingSettings, writeSettings, type TableSettings } from '../../model/table/tableSettings'
import type { ViewState } from '../filters/useView'

/**
 * What the user made of the table: remembered by this browser, and told by the address, so that a link shows it. What a
 * link brings along goes before what is remembered, and leaves it as it is. Made once, by the console.
 */
export function useTableSettings(view: Pick<ViewState, 'here' | 'table' | 'setTable'>) {
  const kept = useLocalStorage<TableSettings>('tokentail-table', startingSettings, {
    serializer: { read: readSettings, write: writeSettings },
    shallow: true,
    writeDefaults: false,
  })
  // A navigation takes a moment: a second change meanwhile starts from the first one's table.
  const going = shallowRef<TableAddress>()
  const address = computed(() => going.value ?? view.table.value)
  const settings = computed(() => settingsAt(address.value, kept.value))
  /** CSS pixels, as it was last shown. */
  const width = shallowRef(globalThis.innerWidth)
  const shown = computed(() => ({ ...shownAt(width.value), ...settings.value.shown }))

  async function tell(next: TableAddress) {
    const { sort, columns } = address.value
    if (!view.here.value || (next.sort === sort && next.columns === columns)) return
    going.value = next
    await view.setTable(next)
    if (going.value === next) going.value = undefined
  }

  // What is remembered is told as well.
  watch([view.here, view.table, kept], () => going.value ?? void tell(tableAddress(settings.value, kept.value)), {
    immediate: true,
  })

  return {
    settings,
    width,
    /** Of each column, whether it is shown at this width. */
    shown,
    /** In their order. */
    visible: computed<ColumnId[]>(() => settings.value.order.filter((id) => shown.value[id])),
    change(news: Partial<TableSettings>) {
      const before = settings.value
      const after = { ...before, ...news }
      const next = keptAfter(after, before, kept.value)
      void tell(tableAddress(after, next))
      kept.value = next
    },
    reset() {
      void tell({})
      kept.value = startingSettings
    },
  }
}
