import { computed, inject, onScopeDispose, provide, shallowRef, watch, type InjectionKey, type Ref } from 'vue'
import { attemptChain, rootOf } from '../../model/detail/detailAttempts'
import type { LogRecord, StreamEvents } from '../../model/types'
import type { Api } from '../../services/api'
import type { LogStream } from '../stream/useLogStream'

export interface AttemptSources {
  api: Pick<Api, 'logs' | 'record'>
  stream: Pick<LogStream, 'on' | 'off'>
}

/** Where attempts are asked for; where nothing is provided, none are shown. */
const key: InjectionKey<AttemptSources> = Symbol('attempts')

export const provideAttempts = (sources: AttemptSources) => provide(key, sources)

// More tries than a gateway makes for one call.
const LIMIT = 50

/** What was tried for the request that `record` is, or is an attempt of. */
export function useAttempts(record: Readonly<Ref<LogRecord>>) {
  const sources = inject(key, undefined)
  const found = shallowRef<ReadonlyMap<string, LogRecord>>(new Map())
  const root = computed(() => rootOf(record.value))
  let asking: AbortController | undefined

  function take(records: Iterable<LogRecord>) {
    const known = new Map(found.value)
    for (const record of records) {
      if (record.rev > (known.get(record.id)?.rev ?? 0)) known.set(record.id, record)
    }
    found.value = known
  }

  async function load() {
    asking?.abort()
    if (!sources) return
    const { signal } = (asking = new AbortController())
    const wanted = root.value
    const [tries, end] = await Promise.allSettled([
      sources.api.logs({ attemptOf: wanted, limit: LIMIT }, signal),
      wanted === record.value.id ? record.value : sources.api.record(wanted, signal),
    ])
    if (signal.aborted) return
    // Kept to what was asked for: a server that does not know the filter answers with everything.
    const requests = tries.status === 'fulfilled' ? tries.value.requests : []
    take(requests.filter((tried) => tried.attemptOf === wanted))
    if (end.status === 'fulfilled') take([end.value])
  }

  watch(root, () => (found.value = new Map()))
  // What a request tells of its way changes with every attempt, also where the stream is filtered.
  watch([root, () => record.value.failoverInfo, () => record.value.status], load, { immediate: true })

  function onChange({ data }: StreamEvents['log:created']) {
    if (rootOf(data) === root.value) take([data])
  }
  sources?.stream.on('log:created', onChange)
  sources?.stream.on('log:updated', onChange)
  onScopeDispose(() => {
    asking?.abort()
    sources?.stream.off('log:created', onChange)
    sources?.stream.off('log:updated', onChange)
  })

  return { chain: computed(() => attemptChain(root.value, [...found.value.values(), record.value])) }
}
