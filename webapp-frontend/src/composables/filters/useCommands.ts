import { useColorMode } from '@vueuse/core'
import { computed, type Ref } from 'vue'
import { useI18n } from 'vue-i18n'
import { useRouter } from 'vue-router'
import { LANGUAGES, type Language } from '../../i18n'
import { GO_KEYS } from '../../model/keys'
import { useConsole } from '../useConsole'
import { useLanguage } from '../useLanguage'
import { useExportChoices } from './useExportChoices'
import { useSavedViews } from './useSavedViews'
import { useTools } from './useTools'

export interface Command {
  label: string
  icon: string
  kbds?: string[]
  onSelect: () => void
}
export interface CommandGroup {
  id: string
  label?: string
  ignoreFilter?: boolean
  items: Command[]
}

const VIEW_ICONS = {
  live: 'i-lucide-radio',
  'in-flight': 'i-lucide-loader',
  sessions: 'i-lucide-users',
  insights: 'i-lucide-chart-no-axes-column',
} as const
const THEME_ICONS = { light: 'i-lucide-sun', dark: 'i-lucide-moon', auto: 'i-lucide-monitor' } as const

/** What the palette offers, but for the values to filter by. */
export function useCommands(logout: () => void) {
  const { t } = useI18n()
  const router = useRouter()
  const { view } = useConsole()
  const { keysOpen } = useTools()
  const exports = useExportChoices()
  const { saved, builtIn } = useSavedViews()
  const { store: theme } = useColorMode()
  const { choose } = useLanguage()

  const goTo = computed<Command[]>(() =>
    Object.entries(GO_KEYS).map(([key, name]) => ({
      label: t(`shell.views.${name}`),
      icon: VIEW_ICONS[name],
      kbds: ['g', key],
      onSelect: () => void router.push({ name }),
    })),
  )

  const named = computed<Command[]>(() =>
    [...saved.value, ...builtIn.value].map(({ name, query }) => ({
      label: name,
      icon: 'i-lucide-bookmark',
      onSelect: () => void view.apply(query),
    })),
  )

  const actions = computed<Command[]>(() => [
    ...(view.count.value
      ? [{ label: t('palette.clear'), icon: 'i-lucide-list-x', onSelect: () => void view.clear() }]
      : []),
    // The table has its pause to itself; this is its key.
    ...(router.currentRoute.value.name === 'live'
      ? [
          {
            label: t('palette.pause'),
            icon: 'i-lucide-pause',
            kbds: ['Space'],
            onSelect: () => void document.body.dispatchEvent(new KeyboardEvent('keydown', { key: ' ', bubbles: true })),
          },
        ]
      : []),
    ...exports.value.map(({ label, start }) => ({
      label: t('palette.exportAs', { format: label }),
      icon: 'i-lucide-download',
      onSelect: start,
    })),
    ...(['light', 'dark', 'auto'] as const).map((name) => ({
      label: t('palette.theme', { name: t(`shell.themes.${name}`) }),
      icon: THEME_ICONS[name],
      onSelect: () => void (theme.value = name),
    })),
    ...(Object.entries(LANGUAGES) as [Language, string][]).map(([tag, name]) => ({
      label: t('palette.language', { name }),
      icon: 'i-lucide-languages',
      onSelect: () => void choose(tag),
    })),
    {
      label: t('palette.sheet'),
      icon: 'i-lucide-keyboard',
      kbds: ['?'],
      onSelect: () => void (keysOpen.value = true),
    },
    { label: t('palette.logout'), icon: 'i-lucide-log-out', onSelect: logout },
  ])

  return computed<CommandGroup[]>(() => [
    { id: 'go', label: t('palette.go'), items: goTo.value },
    { id: 'views', label: t('palette.saved'), items: named.value },
    { id: 'actions', label: t('palette.actions'), items: actions.value },
  ])
}

/** What can be done with what was typed: search for it, or open the record of that id. */
export function useTypedCommands(term: Readonly<Ref<string>>) {
  const { t } = useI18n()
  const { view, logs } = useConsole()
  const text = computed(() => term.value.trim())
  // An id is one word; the one of a row that is there is certain.
  const couldBeId = computed(() => logs.get(text.value) !== undefined || /^[\w.:-]{8,200}$/.test(text.value))

  return computed<CommandGroup>(() => ({
    id: 'typed',
    ignoreFilter: true,
    items: text.value
      ? [
          ...(couldBeId.value
            ? [
                {
                  label: t('palette.jump', { id: text.value }),
                  icon: 'i-lucide-corner-down-right',
                  onSelect: () => void view.select(text.value),
                },
              ]
            : []),
          {
            label: t('palette.search', { text: text.value }),
            icon: 'i-lucide-search',
            onSelect: () => void view.search(text.value),
          },
        ]
      : [],
  }))
}
