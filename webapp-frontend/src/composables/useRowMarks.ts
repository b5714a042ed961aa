import { shallowRef } from 'vue'
import { useIntervalFn } from '@vueuse/core'
import type { Changes } from '../model/rows'
import { useTimer } from './useTimer'

export type Mark = 'created' | 'updated'

/** Above this many new rows a second motion is noise: a rate takes over. */
const CALM_ROWS_PER_S = 20
const MARK_MS = 1_000

/** Which rows just came or changed, and how many come a second. */
export function useRowMarks() {
  const marks = shallowRef<ReadonlyMap<string, Mark>>(new Map())
  const perSecond = shallowRef(0)
  const fade = useTimer()
  let thisSecond = 0

  useIntervalFn(() => {
    perSecond.value = thisSecond
    thisSecond = 0
  }, 1_000)

  function mark({ created, updated }: Changes) {
    thisSecond += created.length
    if (Math.max(thisSecond, perSecond.value) > CALM_ROWS_PER_S) {
      if (marks.value.size) marks.value = new Map()
      return
    }
    const next = new Map(marks.value)
    for (const id of updated) next.set(id, 'updated')
    for (const id of created) next.set(id, 'created')
    marks.value = next
    // A row that is drawn again later (by scrolling) must not look new.
    fade.set(() => (marks.value = new Map()), MARK_MS)
  }

  return { marks, perSecond, mark, calmRowsPerS: CALM_ROWS_PER_S }
}
