import { useDocumentVisibility } from '@vueuse/core'
import { computed, onScopeDispose, shallowRef, watch, type Ref } from 'vue'
import { REFRESH_MS, type Grouping, type Range } from '../../model/insights/history'
import type { History, Stats } from '../../model/types'
import type { Api } from '../../services/api'
import { useTimer } from '../useTimer'

export interface HistoryAsked {
  range: Range
  by: Grouping
  zone: string
}

interface Answer {
  asked: HistoryAsked
  history: History
  /** Of all buckets together: percentiles cannot be summed up here. */
  stats: Stats
}

const same = (a: HistoryAsked, b: HistoryAsked) => a.range === b.range && a.by === b.by && a.zone === b.zone

/** How the figures went, asked for again at a pace that fits the range, while somebody looks. */
export function useHistory(asked: Readonly<Ref<HistoryAsked>>, api: Pick<Api, 'history' | 'stats'>) {
  const answer = shallowRef<Answer>()
  const failed = shallowRef(false)
  const visible = useDocumentVisibility()
  const later = useTimer()
  let current: AbortController | undefined

  async function load() {
    later.clear()
    current?.abort()
    if (visible.value === 'hidden') return
    const { signal } = (current = new AbortController())
    const now = asked.value
    try {
      answer.value = await ask(now, signal)
      failed.value = false
    } catch {
      if (signal.aborted) return
      failed.value = true
    }
    later.set(() => void load(), REFRESH_MS[now.range])
  }

  async function ask(now: HistoryAsked, signal: AbortSignal): Promise<Answer> {
    const by = now.by === 'none' ? undefined : now.by
    const history = await api.history({ duration: now.range, by, zone: now.zone }, signal)
    const stats = await api.stats({ from: history.from, to: history.to }, signal)
    return { asked: now, history, stats }
  }

  watch(asked, (now, before) => (!before || !same(now, before)) && load(), { immediate: true })
  watch(visible, (now) => now === 'visible' && load())
  onScopeDispose(() => current?.abort())

  return {
    history: computed(() => answer.value?.history),
    stats: computed(() => answer.value?.stats),
    /** What is shown answers an earlier question. */
    stale: computed(() => answer.value !== undefined && !same(answer.value.asked, asked.value)),
    failed,
    retry: () => void load(),
  }
}
