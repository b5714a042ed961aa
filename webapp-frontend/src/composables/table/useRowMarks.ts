import { shallowRef } from 'vue'
import { useIntervalFn } from '@vueuse/core'
import type { Changes } from '../../model/table/rows'
import { useTimer } from '../useTimer'

export type Mark = 'created' | 'updated'

/** Above this many new rows a second motion is noise: a rate takes over. */
const CALM_ROWS_PER_S = 20
const MARK_MS = 1_000

/** Which rows just came or changed, and how many come a second. */
export function useRowMarks(now: () => number = Date.now) {
  const marks = shallowRef<ReadonlyMap<string, Mark>>(new Map())
  const perSecond = shallowRef(0)
  const fade = useTimer()
  /** When each mark was set; the oldest first. */
  const setAt = new Map<string, number>()
  let thisSecond = 0

  useIntervalFn(() => {
    perSecond.value = thisSecond
    thisSecond = 0
  }, 1_000)

  function clear() {
    setAt.clear()
    fade.clear()
    if (marks.value.size) marks.value = new Map()
  }

  function mark({ created, updated, waiting = 0 }: Pick<Changes, 'created' | 'updated'> & Partial<Changes>) {
    thisSecond += created.length + waiting
    if (Math.max(thisSecond, perSecond.value) > CALM_ROWS_PER_S) return clear()
    set(created, updated)
  }

  /** Rows that came before and are shown now. */
  function arrive(created: readonly string[]) {
    if (created.length > CALM_ROWS_PER_S) return clear()
    if (created.length) set(created, [])
  }

  function set(created: readonly string[], updated: readonly string[]) {
    const next = new Map(marks.value)
    for (const [ids, kind] of [[updated, 'updated'] as const, [created, 'created'] as const]) {
      for (const id of ids) {
        next.set(id, kind)
        setAt.delete(id)
        setAt.set(id, now())
      }
    }
    fadeOld(next)
  }

  // Each mark has its own end, or steady traffic would keep them all: a row that is drawn again later (by scrolling)
  // must not look new.
  function fadeOld(next: Map<string, Mark>) {
    for (const [id, at] of setAt) {
      const left = at + MARK_MS - now()
      if (left > 0) {
        fade.set(() => fadeOld(new Map(marks.value)), left)
        break
      }
      setAt.delete(id)
      next.delete(id)
    }
    marks.value = next
  }

  return { marks, perSecond, mark, arrive, calmRowsPerS: CALM_ROWS_PER_S }
}
