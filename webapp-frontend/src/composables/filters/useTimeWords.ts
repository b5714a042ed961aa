import { computed } from 'vue'
import { useI18n } from 'vue-i18n'
import { lastMomentOf, type ViewTime } from '../../model/filters/viewTime'
import { useFormat } from '../useFormat'
import type { ViewState } from './useView'

/** The time that is shown, in words, in the viewer's own zone. */
export function useTimeWords(state: ViewState) {
  const { t } = useI18n()
  const format = useFormat()
  const zone = Intl.DateTimeFormat().resolvedOptions().timeZone
  // To the minute, as it is chosen: the last minute is a part of the range.
  const say = (iso: string) => format.value.dateTime(iso).slice(0, 16)
  const sayEnd = (iso: string) => say(lastMomentOf(iso))

  function wordsOf({ range, from, to }: ViewTime): string {
    if (range) return t(`filters.time.quick.${range}`)
    if (from && to) return t('filters.time.between', { from: say(from), to: sayEnd(to) })
    if (from) return t('filters.time.since', { from: say(from) })
    return to ? t('filters.time.until', { to: sayEnd(to) }) : t('filters.time.all')
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
