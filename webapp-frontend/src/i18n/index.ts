import { createI18n } from 'vue-i18n'

/** What can be chosen, by its BCP 47 tag, in its own words. */
export const LANGUAGES = { en: 'English', 'zh-CN': '简体中文' } as const
export type Language = keyof typeof LANGUAGES

export interface Messages {
  [key: string]: string | Messages
}

const english = import.meta.glob<Messages>('./en/*.json', { eager: true, import: 'default' })
// Loaded with the first need of it.
const others: Record<Exclude<Language, 'en'>, () => Promise<Messages>> = {
  'zh-CN': async () => (await import('./zh-CN')).default,
}

/** The files of a language as one tree: the file's name is the first part of its keys. */
export function tree(files: Record<string, Messages>): Messages {
  return Object.fromEntries(
    Object.entries(files).map(([path, messages]) => [path.replace(/^.*\/|\.json$/g, ''), messages]),
  )
}

export const i18n = createI18n<false>({
  legacy: false,
  locale: 'en',
  fallbackLocale: 'en',
  messages: { en: tree(english) } as Record<string, Messages>,
})

/** The language of the browser where we speak it, English otherwise. */
export function preferredLanguage(wanted: readonly string[] = navigator.languages): Language {
  const known = Object.keys(LANGUAGES) as Language[]
  for (const tag of wanted) {
    const found = known.find((language) => language.split('-')[0] === tag.toLowerCase().split('-')[0])
    if (found) return found
  }
  return 'en'
}

/** Shows the page in this language. */
export async function speak(language: Language): Promise<void> {
  if (language !== 'en' && !i18n.global.availableLocales.includes(language)) {
    i18n.global.setLocaleMessage(language, await others[language]())
  }
  i18n.global.locale.value = language
  document.documentElement.lang = language
}
