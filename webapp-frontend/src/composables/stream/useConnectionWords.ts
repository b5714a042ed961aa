import { useI18n } from 'vue-i18n'
import { connectionSentence, connectionWord, type ConnectionView } from '../../model/stream/connection'
import { useFormat } from '../useFormat'

/** What the badge says, in the language that is shown. */
export function useConnectionWords() {
  const { t } = useI18n()
  const format = useFormat()

  /** Its state, in a word. */
  const label = (view: ConnectionView) => t(`connection.label.${connectionWord(view)}`)

  const next = ({ nextTryInS }: ConnectionView) =>
    nextTryInS === undefined ? t('connection.nextNow') : t('connection.nextIn', { n: nextTryInS })

  /** What happens now, why, and what comes next. */
  const sentence = (view: ConnectionView) =>
    t(`connection.say.${connectionSentence(view)}`, { next: next(view), lastData: view.lastData ?? '' })

  /** What goes beside the state: how much is, or was, caught up, the next try, or how late the last change came. */
  function beside(view: ConnectionView): string | undefined {
    const { state, recovered, lagMs } = view
    const n = format.value.exact(recovered ?? 0)
    if (state === 'catching-up') return recovered ? t('connection.recovered', { n }) : undefined
    if (state !== 'live') return view.nextTryInS ? next(view) : undefined
    if (recovered) return t('connection.caughtUp', { n })
    return lagMs === undefined ? undefined : `${Math.round(lagMs)} ms`
  }

  /** Whose connection it is. */
  function sharing({ sharing }: ConnectionView): string | undefined {
    if (!sharing) return undefined
    if (sharing.tabs < 2) return t('connection.alone')
    const n = sharing.tabs
    return sharing.leading ? t('connection.leads', { n }) : t('connection.follows', { n })
  }

  return { label, sentence, beside, sharing, next }
}
