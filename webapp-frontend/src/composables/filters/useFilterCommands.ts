import { computed, onScopeDispose, watch, type Ref } from 'vue'
import { useI18n } from 'vue-i18n'
import { STATUSES, type Category } from '../../model/filters/filter'
import { useConsole } from '../useConsole'
import type { Command, CommandGroup } from './useCommands'
import { useValueWords } from './useConditions'
import { useFacets } from './useFacets'

const FIELDS: readonly Category[] = ['provider', 'model', 'channel']
const ICONS: Partial<Record<Category, string>> = {
  provider: 'i-lucide-building-2',
  model: 'i-lucide-box',
  channel: 'i-lucide-route',
  status: 'i-lucide-circle-dot',
}

/** The values that the palette filters by; loaded once it is open, and offered once something is typed. */
export function useFilterCommands(term: Readonly<Ref<string>>) {
  const { t } = useI18n()
  const { api, view } = useConsole()
  const words = useValueWords()
  const facets = useFacets(api)
  const stop = watch(view.filter, (filter) => facets.load(FIELDS, filter), { immediate: true })
  onScopeDispose(stop)

  const command = (field: Category, value: string): Command => ({
    label: t('filters.named', { name: t(`filters.field.${field}`), value: words(field, value) }),
    icon: ICONS[field] ?? 'i-lucide-list-filter',
    onSelect: () => void view.toggle(field, value),
  })

  return computed<CommandGroup>(() => ({
    id: 'filter',
    label: t('palette.filter'),
    items: term.value.trim()
      ? [
          ...STATUSES.map((status) => command('status', status)),
          ...FIELDS.flatMap((field) => facets.valuesOf(field).map(({ value }) => command(field, value))),
        ]
      : [],
  }))
}
