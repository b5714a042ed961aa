import { onScopeDispose, shallowRef } from 'vue'
import { pageKeyOf, placeOf } from '../../model/table/rowOrder'
import type { RowWindow } from '../../model/table/rows'
import type { LogPage } from '../../model/types'

/** Pages without a match, one after the other, until the user is asked whether to go on. */
const SEARCH_PAGES = 10

/** Where the page after this one begins; undefined after the last. */
export const endOf = (page: LogPage) => (page.hasMore && page.next ? placeOf(page.next) : undefined)

/** Appends older pages to the window, one call at a time. `ask` is given the place before which the page ends. */
export function useOlderPages(held: RowWindow, ask: (before: string, signal: AbortSignal) => Promise<LogPage>) {
  const loading = shallowRef(false)
  const failed = shallowRef(false)
  const searchedTo = shallowRef<number>()
  let call: AbortController | undefined
  /** What began earlier was deleted while a page was on its way. */
  let clearedBefore = -Infinity

  /** Resolves to whether the window may have changed. */
  async function load(): Promise<boolean> {
    if (loading.value) return false
    const mine = (call = new AbortController())
    loading.value = true
    failed.value = false
    searchedTo.value = undefined
    try {
      await search(mine)
    } catch {
      if (mine !== call) return false
      held.expectNothing()
      failed.value = true
    }
    if (mine !== call) return false
    call = undefined
    loading.value = false
    return true
  }

  /** Goes on where a page found nothing; not for ever, since each may have looked at a hundred thousand records. */
  async function search(mine: AbortController) {
    for (let pages = 0; pages < SEARCH_PAGES && held.end; pages++) {
      held.expectOlder()
      clearedBefore = -Infinity
      const page = await ask(pageKeyOf(held.end), mine.signal)
      if (mine !== call) return
      const kept = page.requests.filter(({ initialTime }) => Date.parse(initialTime) >= clearedBefore)
      held.append(kept, endOf(page))
      if (kept.length) return
    }
    searchedTo.value = held.end?.at
  }

  /** Another filter, or another feed: a page that is on its way is of no use. */
  function abandon() {
    call?.abort()
    call = undefined
    loading.value = failed.value = false
    searchedTo.value = undefined
  }
  onScopeDispose(abandon)

  return {
    loading,
    failed,
    /** Nothing was found back to this time (epoch milliseconds), and there is more: `load` goes on. */
    searchedTo,
    load,
    abandon,
    /** Records that began before this time (epoch milliseconds) were deleted. */
    cleared: (before: number) => (clearedBefore = Math.max(clearedBefore, before)),
  }
}
