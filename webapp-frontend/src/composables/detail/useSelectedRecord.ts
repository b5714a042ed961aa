import { useIntervalFn } from '@vueuse/core'
import { computed, onScopeDispose, shallowRef, watch, type Ref } from 'vue'
import type { Row } from '../../model/table/rows'
import type { LogRecord, StreamEvents } from '../../model/types'
import { ApiError, type Api } from '../../services/api'
import type { LogStream } from '../stream/useLogStream'

/** `missing`: the server does not have it. `failed`: it could not be asked. */
export type SelectionState = 'none' | 'loading' | 'shown' | 'missing' | 'failed'

export interface Selection {
  readonly state: SelectionState
  readonly id?: string
  readonly record?: LogRecord
}

export interface SelectedRecordParts {
  stream: Pick<LogStream, 'on' | 'off'>
  api: Pick<Api, 'record'>
  logs: { rows: Readonly<Ref<readonly Row[]>>; get: (id: string) => Row | undefined }
}

// The stream may be filtered, and then does not tell of a record that is shown all the same.
const ASK_AGAIN_MS = 5_000

/**
 * The record that is shown in detail: from the rows where it is among them, otherwise asked for; it follows both the
 * rows and the stream, and stays when it leaves the window.
 */
export function useSelectedRecord(id: Readonly<Ref<string | undefined>>, { stream, api, logs }: SelectedRecordParts) {
  const record = shallowRef<LogRecord>()
  const problem = shallowRef<'missing' | 'failed'>()
  let asking: AbortController | undefined

  function take(news: LogRecord | undefined) {
    if (!news || news.id !== id.value) return
    if (record.value?.id === news.id && record.value.rev >= news.rev) return
    record.value = news
    problem.value = undefined
  }

  async function load() {
    const wanted = id.value
    if (wanted === undefined) return
    asking?.abort()
    const mine = (asking = new AbortController())
    problem.value = undefined
    try {
      take(await api.record(wanted, mine.signal))
    } catch (error) {
      if (mine.signal.aborted || record.value) return
      problem.value = error instanceof ApiError && error.status === 404 ? 'missing' : 'failed'
    }
  }

  watch(
    id,
    (wanted) => {
      asking?.abort()
      record.value = wanted === undefined ? undefined : logs.get(wanted)?.record
      problem.value = undefined
      if (wanted !== undefined && !record.value) void load()
    },
    { immediate: true },
  )
  watch(logs.rows, () => id.value !== undefined && take(logs.get(id.value)?.record))

  useIntervalFn(() => {
    if (record.value?.status === 'pending' && !logs.get(record.value.id)) void load()
  }, ASK_AGAIN_MS)

  const onChange = ({ data }: StreamEvents['log:created']) => take(data)
  stream.on('log:created', onChange)
  stream.on('log:updated', onChange)
  onScopeDispose(() => {
    asking?.abort()
    stream.off('log:created', onChange)
    stream.off('log:updated', onChange)
  })

  const selection = computed<Selection>(() => {
    if (id.value === undefined) return { state: 'none' }
    if (record.value) return { state: 'shown', id: id.value, record: record.value }
    return { state: problem.value ?? 'loading', id: id.value }
  })
  return { selection, reload: load }
}
