import { useLocalStorage } from '@vueuse/core'
import { computed } from 'vue'
import { useI18n } from 'vue-i18n'
import type { ViewQuery } from '../../model/filters/view'
import { BUILT_IN, MOST_VIEWS, readSaved, remove, rename, save, type SavedView } from '../../model/filters/viewSaved'

/** The views that this browser remembers, and those that everybody has. */
export function useSavedViews() {
  const { t } = useI18n()
  const saved = useLocalStorage<SavedView[]>('tokentail.views', [], {
    serializer: { read: readSaved, write: JSON.stringify },
    shallow: true,
    writeDefaults: false,
  })
  return {
    saved,
    builtIn: computed<SavedView[]>(() =>
      BUILT_IN.map(({ key, query }) => ({ name: t(`filters.views.${key}`), query })),
    ),
    full: computed(() => saved.value.length >= MOST_VIEWS),
    save: (name: string, query: ViewQuery) => (saved.value = save(saved.value, name, query)),
    rename: (name: string, news: string) => (saved.value = rename(saved.value, name, news)),
    remove: (name: string) => (saved.value = remove(saved.value, name)),
  }
}
