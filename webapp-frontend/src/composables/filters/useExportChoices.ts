import { computed } from 'vue'
import { useI18n } from 'vue-i18n'
import { exportColumns } from '../../model/table/exportColumns'
import type { Format } from '../../services/export'
import { useConsole } from '../useConsole'
import { useTools } from './useTools'

/** The records of this view as a file: as the table shows them, or with all that is known of them. */
export function useExportChoices() {
  const { t } = useI18n()
  const { view, table } = useConsole()
  const { exports } = useTools()

  const choice = (name: string, icon: string, format: Format, columns?: () => string[]) => ({
    name,
    label: t(`export.${name}`),
    icon,
    start: () => void exports.start(format, view.filter.value, columns?.()),
  })
  return computed(() => [
    choice('csv', 'i-lucide-sheet', 'csv', () => exportColumns(table.visible.value)),
    choice('csvAll', 'i-lucide-table-2', 'csv'),
    choice('ndjson', 'i-lucide-braces', 'ndjson'),
  ])
}
