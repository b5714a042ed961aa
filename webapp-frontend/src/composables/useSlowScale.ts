import { shallowRef, watch, type Ref } from 'vue'
import { watchThrottled } from '@vueuse/core'
import { p95 } from '../model/record'
import type { Row } from '../model/rows'

// Enough to judge by, few enough to sort once a second.
const SAMPLE = 300

/** The duration that fills a bar: the p95 of the newest rows, so that slow ones stand out. */
export function useSlowScale(rows: Readonly<Ref<readonly Row[]>>) {
  const scaleMs = shallowRef(1_000)
  const measure = () => {
    const durations = rows.value.slice(0, SAMPLE).flatMap(({ record }) => record.durationMs ?? [])
    scaleMs.value = Math.max(1, p95(durations) ?? scaleMs.value)
  }
  watchThrottled(rows, measure, { throttle: 1_000 })
  watch(() => rows.value.length > 0, measure, { immediate: true })
  return scaleMs
}
