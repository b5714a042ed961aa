import { useDocumentVisibility, useIntervalFn } from '@vueuse/core'
import { onScopeDispose, shallowRef } from 'vue'
import type { LogRecord } from '../../model/types'
import type { Api } from '../../services/api'

// A day's percentile moves slowly.
const REFRESH_MS = 3 * 60_000

/** Each model's own p95 over the last 24 hours, in milliseconds; models with few requests among many have none. */
export function useModelMarks(api: Pick<Api, 'history'>) {
  const p95 = shallowRef<ReadonlyMap<string, number>>(new Map())
  const visible = useDocumentVisibility()
  const stopped = new AbortController()
  onScopeDispose(() => stopped.abort())

  async function refresh() {
    if (visible.value === 'hidden') return
    try {
      const { groups = [] } = await api.history({ by: 'model', duration: '24h' }, stopped.signal)
      p95.value = new Map(
        groups.flatMap(({ name, other, total }) =>
          name === undefined || other || !total.durationMs ? [] : [[name, total.durationMs.p95] as const],
        ),
      )
    } catch {
      // Without marks the ages still run; the next round asks again.
    }
  }

  useIntervalFn(() => void refresh(), REFRESH_MS, { immediateCallback: true })
  return { p95Of: (record: LogRecord) => (record.model === undefined ? undefined : p95.value.get(record.model)) }
}
