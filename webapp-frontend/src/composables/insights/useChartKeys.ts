import { computed, shallowRef } from 'vue'
import { CHART_KEYS, keyName } from '../../model/keys'
import { bucketAt, moved, spanOf, type ChartCursor } from '../../model/insights/chartCursor'
import type { Span } from '../../model/insights/history'

interface KeyedChart {
  /** Of the buckets, epoch milliseconds. */
  starts: () => readonly number[]
  end: () => number
  selection: () => Span | undefined
  choose: (span: Span) => void
  /** The range that is applied already was chosen once more. */
  open: () => void
  letGo: () => void
}

const includes = (keys: readonly string[], key: string) => keys.includes(key)

/** A chart as a slider: arrows go from bucket to bucket, with Shift they choose a range, Enter applies it as the brush does. */
export function useChartKeys(chart: KeyedChart) {
  const cursor = shallowRef<ChartCursor>({ at: Infinity })
  const shown = shallowRef(false)
  const index = computed(() => bucketAt(cursor.value.at, chart.starts()))
  const choosing = computed(() => cursor.value.anchor !== undefined)
  const span = computed(() => spanOf(cursor.value, chart.starts(), chart.end()))

  function choose() {
    const [now, applied] = [span.value, chart.selection()]
    if (!now) return
    // The cursor stays within what was applied: Enter again means that, and not the one bucket.
    const again = applied && !choosing.value && now.from >= applied.from && now.to <= applied.to
    if (again) return chart.open()
    cursor.value = { at: cursor.value.at }
    chart.choose(now)
  }

  function letGo() {
    if (choosing.value) cursor.value = { at: cursor.value.at }
    else chart.letGo()
  }

  function actOf(event: KeyboardEvent): (() => void) | undefined {
    const key = keyName(event.key)
    const next = moved(cursor.value, key, event.shiftKey, chart.starts())
    if (next) return () => (cursor.value = next)
    if (event.shiftKey) return undefined
    if (includes(CHART_KEYS.choose, key)) return choose
    return includes(CHART_KEYS.letGo, key) ? letGo : undefined
  }

  return {
    /** The bucket under the cursor; -1 where there is none. */
    index,
    /** Whether the cursor is to be seen: keys are at work here. */
    shown,
    /** The range that is being chosen and not yet applied. */
    draft: computed(() => (choosing.value ? span.value : undefined)),
    /** Whether it was a key of the chart. */
    onKeydown(event: KeyboardEvent): boolean {
      if (event.ctrlKey || event.metaKey || event.altKey) return false
      const act = actOf(event)
      if (!act) return false
      event.preventDefault()
      shown.value = true
      act()
      return true
    },
    onFocus(event: FocusEvent) {
      // A click is no wish for it.
      shown.value = (event.target as Element).matches(':focus-visible')
    },
    onBlur() {
      shown.value = false
      cursor.value = { at: cursor.value.at }
    },
  }
}
