import { computed, shallowRef, type Ref } from 'vue'
import type { ActiveSession, Stats, StreamEvents } from '../../model/types'
import type { Api } from '../../services/api'
import type { ClientEvents, LogStream } from '../stream/useLogStream'
import { useStreamHandlers } from '../stream/useStreamHandlers'

const DAY_MS = 24 * 3_600_000
// Sums over a day: not with every poll.
const REFRESH_MS = 6_000

/** The figures of the last 24 hours and the active sessions: pushed by the stream, fetched while it is away. */
export function useStats(
  stream: Pick<LogStream, 'on' | 'off'>,
  api: Pick<Api, 'stats' | 'activeSessions'>,
  pendingRows: Readonly<Ref<number>>,
  now: () => number = Date.now,
) {
  const stats = shallowRef<Stats>()
  const sessions = shallowRef<ActiveSession[]>([])
  /** Pending requests of the last 24 hours that are not among the loaded rows. */
  const pendingElsewhere = shallowRef(0)
  let refreshedAt = -Infinity
  let version = 0

  const recount = () => (pendingElsewhere.value = Math.max(0, (stats.value?.pending ?? 0) - pendingRows.value))

  function take(news: Stats) {
    version++
    stats.value = news
    recount()
  }

  function onStats({ data }: StreamEvents['log:stats']) {
    take(data)
    sessions.value = data.activeSessions ?? []
  }

  async function onPage({ kind }: ClientEvents['page']) {
    // Other rows are loaded now: the same figures leave another number to those that are not.
    recount()
    if (kind === 'poll' && now() - refreshedAt < REFRESH_MS) return
    refreshedAt = now()
    const asked = version
    const [sums, active] = await Promise.allSettled([
      api.stats({ from: new Date(now() - DAY_MS).toISOString() }),
      api.activeSessions(),
    ])
    // The stream's figures are newer than an answer that was asked for before them.
    if (asked !== version) return
    if (sums.status === 'fulfilled') take(sums.value)
    if (active.status === 'fulfilled') sessions.value = active.value
  }

  useStreamHandlers(stream, {
    'log:stats': onStats,
    page: onPage,
  })

  return { stats, sessions, inFlight: computed(() => pendingRows.value + pendingElsewhere.value) }
}
