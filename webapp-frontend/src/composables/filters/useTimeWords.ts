import { computed } from 'vue'
import { useI18n } from 'vue-i18n'
import type { ViewTime } from '../../model/viewTime'
import { useFormat } from '../useFormat'
import type { ViewState } from './useView'

/** The time that is shown, in words, in the viewer's own zone. */
export function useTimeWords(state: ViewState) {
  const { t } = useI18n()
  const format = useFormat()
  const zone = Intl.DateTimeFormat().resolvedOptions().timeZone
  // To the minute, as it is chosen.
  const say = (iso: string) => format.value.dateTime(iso).slice(0, 16)

  function wordsOf({ range, from, to }: ViewTime): string {
    if (range) return t(`filters.time.quick.${range}`)
    if (from && to) return t('filters.time.between', { from: say(from), to: say(to) })
    if (from) return t('filters.time.since', { from: say(from) })
    return to ? t('filters.time.until', { to: say(to) }) : t('filters.time.all')
  }

  return {
    zone,
    words: computed(() => wordsOf(state.view.value.time)),
    /** Where a range up to now begins. */
    began: computed(() => {
      const [from] = state.filter.value.from ?? []
      return state.view.value.time.range && from
        ? t('filters.time.began', { from: format.value.dateTime(from).slice(0, 19) })
        : undefined
    }),
  }
}
