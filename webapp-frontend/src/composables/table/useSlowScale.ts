import { shallowRef, watch, type Ref } from 'vue'
import { watchThrottled } from '@vueuse/core'
import { p95 } from '../../model/record'
import type { Row } from '../../model/table/rows'

// Enough to judge by, few enough to sort once a second.
const SAMPLE = 300
// Every bar is drawn anew when the scale changes: steps of a fifth, so that it seldom does.
const STEP = Math.log(1.2)

/** The duration that fills a bar: about the p95 of the newest rows, so that slow ones stand out. */
export function useSlowScale(rows: Readonly<Ref<readonly Row[]>>) {
  const scaleMs = shallowRef(1_000)
  const measure = () => {
    const durations = rows.value.slice(0, SAMPLE).flatMap(({ record }) => record.durationMs ?? [])
    const wanted = Math.max(1, p95(durations) ?? scaleMs.value)
    scaleMs.value = Math.round(Math.exp(Math.ceil(Math.log(wanted) / STEP - 0.001) * STEP))
  }
  watchThrottled(rows, measure, { throttle: 1_000 })
  watch(() => rows.value.length > 0, measure, { immediate: true })
  return scaleMs
}
