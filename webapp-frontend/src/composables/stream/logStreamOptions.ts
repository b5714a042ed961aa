import type { MaybeRefOrGetter } from 'vue'
import type { Query } from '../../model/query'
import type { Api } from '../../services/api'
import type { EventSourceClass } from '../../services/eventStream'
import type { TabPlatform } from '../../services/tabs/tabPlatform'
import type { STREAM_TIMINGS } from './streamTimings'
import type { NetworkSigns } from './useNetworkSigns'

export interface LogStreamOptions extends NetworkSigns {
  api: Pick<Api, 'base' | 'streamURL' | 'streamProblem' | 'logs' | 'session'>
  /** Filters pages and stream; `from` and `to` narrow the pages only. With another one the stream is joined anew. */
  filter?: MaybeRefOrGetter<Query>
  timings?: Partial<typeof STREAM_TIMINGS>
  now?: () => number
  random?: () => number
  EventSource?: EventSourceClass
  /** With what tabs share their connection; by default what the browser has, null for none. */
  tabs?: TabPlatform | null
}
