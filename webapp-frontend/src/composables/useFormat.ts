import { computed } from 'vue'
import { useI18n } from 'vue-i18n'
import { createFormat, type Format } from '../model/format'

// Intl's formatters are dear to make, and a thousand cells ask for the same.
const made = new Map<string, Format>()

/** The formats of the language that is shown. */
export function useFormat() {
  const { locale } = useI18n()
  return computed(() => {
    let format = made.get(locale.value)
    if (!format) made.set(locale.value, (format = createFormat(locale.value)))
    return format
  })
}
