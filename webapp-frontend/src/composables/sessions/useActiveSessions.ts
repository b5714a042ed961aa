import { useDocumentVisibility, useIntervalFn } from '@vueuse/core'
import { computed, onScopeDispose, shallowRef, watch, type Ref } from 'vue'
import { PUSHED_WINDOW, type SessionWindow } from '../../model/sessions'
import type { ActiveSession } from '../../model/types'
import type { Api } from '../../services/api'

const REFRESH_MS = 10_000

/** The sessions active within a window: those of the default are pushed by the stream, others fetched while seen. */
export function useActiveSessions(
  window: Readonly<Ref<SessionWindow>>,
  pushed: Readonly<Ref<readonly ActiveSession[]>>,
  api: Pick<Api, 'activeSessions'>,
) {
  const fetched = shallowRef<{ window: SessionWindow; sessions: readonly ActiveSession[] }>()
  const failed = shallowRef(false)
  const visible = useDocumentVisibility()
  let current: AbortController | undefined

  async function fetch() {
    if (visible.value === 'hidden') return
    current?.abort()
    const { signal } = (current = new AbortController())
    const asked = window.value
    try {
      const sessions = await api.activeSessions(asked, signal)
      if (signal.aborted) return
      fetched.value = { window: asked, sessions }
      failed.value = false
    } catch {
      if (!signal.aborted) failed.value = true
    }
  }

  // The default is asked for once as well: the first push may be five seconds away.
  watch(window, () => void fetch(), { immediate: true })
  watch(visible, (now) => now === 'visible' && fetch())
  useIntervalFn(() => window.value === PUSHED_WINDOW || void fetch(), REFRESH_MS)
  onScopeDispose(() => current?.abort())

  const answer = computed(() => (fetched.value?.window === window.value ? fetched.value.sessions : undefined))
  return {
    sessions: computed(() => {
      if (window.value === PUSHED_WINDOW && (pushed.value.length || answer.value)) return pushed.value
      return answer.value
    }),
    /** The last call got no answer; what is shown may be old. */
    failed,
    retry: () => void fetch(),
  }
}
