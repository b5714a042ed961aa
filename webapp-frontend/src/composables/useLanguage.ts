import { useLocalStorage } from '@vueuse/core'
import { computed, watch } from 'vue'
import { useI18n } from 'vue-i18n'
import { LANGUAGES, preferredLanguage, speak, type Language } from '../i18n'

/** The language shown: the one chosen in this browser, otherwise the browser's own. */
export function useLanguage() {
  const { locale } = useI18n()
  const chosen = useLocalStorage<Language | ''>('tokentail.language', '')
  const wanted = computed<Language>(() =>
    chosen.value in LANGUAGES ? (chosen.value as Language) : preferredLanguage(),
  )
  watch(wanted, speak, { immediate: true })
  return {
    language: computed(() => locale.value as Language),
    choose: (language: Language) => (chosen.value = language),
  }
}
