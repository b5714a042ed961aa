import { useSessionStorage } from '@vueuse/core'
import { computed, onScopeDispose, shallowRef, watch, type Ref } from 'vue'
import {
  addSample,
  growthPerSecond,
  ratesOf,
  sampleOf,
  type FigureValues,
  type Sample,
} from '../../model/figures/figures'
import { addReading, minuteOf, POINTS, trailBefore, type Reading } from '../../model/figures/trail'
import type { HistoryFigures, Stats } from '../../model/types'
import type { Api } from '../../services/api'

const MINUTE_MS = 60_000
const RECENT_MS = 5 * MINUTE_MS
// A percentile of five minutes does not change faster than one can look.
const RECENT_EVERY_MS = 15_000
// Two figures are 5 s apart: a minute of steps needs a little more than a minute of samples.
const STEP_MS = 6_000
// Until the stream has told so much, the mean of five minutes stands in; costs swing the most.
const LEAST_MS = 25_000
const LEAST_FOR_COST_MS = 150_000

export interface FigureSources {
  api: Pick<Api, 'stats' | 'history'>
  /** The totals of 24 hours, as they come. */
  stats: Readonly<Ref<Stats | undefined>>
  inFlight: Readonly<Ref<number>>
  clockOffsetMs: Readonly<Ref<number>>
}

/**
 * What the strip shows. Rates are what the totals of the stream grow by, requests and tokens over the last minute and
 * cost over five; success and p95 are of the last five minutes; the trail is the last hour, a point a minute.
 */
export function useFigures({ api, stats, inFlight, clockOffsetMs }: FigureSources, now: () => number = Date.now) {
  const samples = shallowRef<readonly Sample[]>([])
  // The server keeps no history of it: what this tab has seen survives a reload.
  const readings = useSessionStorage<readonly Reading[]>('tokentail.figures.inFlight', [], { shallow: true })
  const buckets = shallowRef<readonly HistoryFigures[]>([])
  const recent = shallowRef<Stats>()
  const at = shallowRef(now())
  const gone = new AbortController()
  let recentAt = -Infinity
  let historyOf = -Infinity

  const serverNow = () => now() + clockOffsetMs.value

  async function loadRecent() {
    recentAt = now()
    const found = await api
      .stats({ from: new Date(serverNow() - RECENT_MS).toISOString() }, gone.signal)
      .catch(() => undefined)
    if (!gone.signal.aborted) recent.value = found
  }

  async function loadHistory() {
    historyOf = minuteOf(serverNow())
    const found = await api.history({ duration: '1h' }, gone.signal).catch(() => undefined)
    if (found && !gone.signal.aborted) buckets.value = found.buckets
  }

  // The stream's figures are the clock: while none come, or nobody looks, nothing is asked for.
  watch(
    stats,
    (news) => {
      if (!news) return
      at.value = serverNow()
      samples.value = addSample(samples.value, sampleOf(news, now()), RECENT_MS + STEP_MS)
      readings.value = addReading(readings.value, inFlight.value, at.value)
      if (globalThis.document?.hidden) return
      if (now() - recentAt >= RECENT_EVERY_MS) void loadRecent()
      if (minuteOf(at.value) !== historyOf) void loadHistory()
    },
    { immediate: true },
  )
  onScopeDispose(() => gone.abort())

  /** Until the stream has told enough. */
  const firstRates = computed((): FigureValues => {
    const { from, totalRequests, totalTokens, totalCost } = recent.value ?? {}
    const seconds = from === undefined ? 0 : (at.value - Date.parse(from)) / 1_000
    if (!(seconds > 0) || totalRequests === undefined) return {}
    return ratesOf({
      requests: totalRequests / seconds,
      tokens: (totalTokens ?? 0) / seconds,
      cost: (totalCost ?? 0) / seconds,
    })
  })

  const rates = computed(() => {
    const all = samples.value
    const last = all.at(-1)?.at ?? 0
    const lastMinute = all.filter((sample) => last - sample.at <= MINUTE_MS + STEP_MS)
    const minute = growthPerSecond(lastMinute, LEAST_MS)
    const five = growthPerSecond(all, LEAST_FOR_COST_MS)
    const { requests, tokens } = minute ? ratesOf(minute) : firstRates.value
    const cost = five ? ratesOf(five).cost : firstRates.value.cost
    // Nothing added up is unknown, not free, where the last minutes have requests without a price.
    const unknown = cost === 0 && (recent.value?.unpriced ?? 0) > 0
    return { requests, tokens, cost: unknown ? undefined : cost }
  })

  const values = computed<FigureValues>(() => ({
    ...rates.value,
    inFlight: stats.value && inFlight.value,
    success: recent.value?.successRate,
    p95: recent.value?.durationMs?.p95,
  }))
  const before = computed(() => trailBefore(at.value, buckets.value, readings.value))

  return {
    values,
    /** The hour before this minute; with the value of now it makes `POINTS` points. */
    before,
    points: POINTS,
    /** Requests of the last five minutes: how much success and p95 stand on. */
    recentRequests: computed(() => recent.value?.totalRequests ?? 0),
  }
}
