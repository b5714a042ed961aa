import { computed, shallowRef } from 'vue'
import { useIntervalFn, useNow } from '@vueuse/core'
import type { ConnectionView, Sharing } from '../../model/stream/connection'
import { useFormat } from '../useFormat'
import type { LogStream } from './useLogStream'

// Nothing tells when a tab comes or goes.
const SHARING_MS = 3_000

/** The connection as the badge shows it, with a running countdown. */
export function useConnectionView(stream: LogStream) {
  const format = useFormat()
  const now = useNow({ interval: 500 })
  const sharing = shallowRef<Sharing>()
  useIntervalFn(async () => (sharing.value = await stream.sharing()), SHARING_MS)
  return computed<ConnectionView>(() => {
    const due = stream.nextTryAt.value
    const dataAt = stream.lastDataAt.value
    return {
      state: stream.state.value,
      retryCount: stream.retryCount.value,
      nextTryInS: due === undefined ? undefined : Math.max(1, Math.ceil((due - now.value.getTime()) / 1_000)),
      polling: stream.polling.value,
      pollsFail: stream.pollsFail.value,
      lastData: dataAt === undefined ? undefined : format.value.time(dataAt, now.value.getTime()).clock,
      pollingEnabled: stream.pollingEnabled.value,
      reason: stream.refused.value ?? stream.lossReason.value,
      lagMs: stream.lagMs.value,
      recovered: stream.recovered.value,
      sharing: sharing.value,
    }
  })
}
