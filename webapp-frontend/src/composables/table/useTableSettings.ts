import { useLocalStorage } from '@vueuse/core'
import { readSettings, startingSettings, writeSettings, type TableSettings } from '../../model/table/tableSettings'

/** What the user made of the table, remembered by this browser. */
export function useTableSettings() {
  const settings = useLocalStorage<TableSettings>('tokentail-table', startingSettings, {
    serializer: { read: readSettings, write: writeSettings },
    shallow: true,
    writeDefaults: false,
  })
  return {
    settings,
    change: (news: Partial<TableSettings>) => (settings.value = { ...settings.value, ...news }),
    reset: () => (settings.value = startingSettings),
  }
}
