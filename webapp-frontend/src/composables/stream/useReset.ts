import { canonicalQuery, type Query } from '../../model/query'
import { changesBetween } from '../../model/stream/cursor'
import type { LogPage } from '../../model/types'
import { useRefetch, type RefetchOptions } from './useRefetch'

interface ResetOptions extends RefetchOptions<LogPage> {
  filter: () => Query
  /** Told how many changes the page makes up for; absent where that is not known. */
  tell: (changes?: number) => void
}

/** The page that makes up for what the stream could not send any more. */
export function useReset({ filter, tell, onLoaded, ...options }: ResetOptions) {
  let skipped: number | undefined
  const refetch = useRefetch({
    ...options,
    onLoaded: (page: LogPage) => {
      onLoaded(page)
      tell(skipped)
    },
  })

  return {
    cancel: refetch.cancel,
    /**
     * The stream goes on from `to`, `from` being the last event seen. Positions count all changes: under a filter,
     * nobody knows how many of them would have come.
     */
    begin(from: string | undefined, to: string) {
      skipped = from && !canonicalQuery(filter()) ? changesBetween(from, to) : undefined
      refetch.request()
    },
  }
}
