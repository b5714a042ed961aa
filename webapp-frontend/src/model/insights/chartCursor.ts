import { CHART_KEYS } from '../keys'
import type { Span } from './history'

/** What keys point at in a chart, by the starts of buckets in epoch milliseconds: figures that come later move the buckets, not the times. */
export interface ChartCursor {
  readonly at: number
  /** The other end of a range that is being chosen; absent while none is. */
  readonly anchor?: number
}

const MOVES: readonly [keys: readonly string[], to: (index: number, last: number) => number][] = [
  [CHART_KEYS.back, (index) => index - 1],
  [CHART_KEYS.on, (index) => index + 1],
  [CHART_KEYS.first, () => 0],
  [CHART_KEYS.last, (_, last) => last],
]

/** The bucket of a time: the last one that began by then, or the first of all. -1: there is none. */
export const bucketAt = (at: number, starts: readonly number[]): number =>
  starts.length
    ? Math.max(
        0,
        starts.findLastIndex((start) => start <= at),
      )
    : -1

/**
 * Where a key moves the cursor, one bucket or to an end; absent where it is no such key. `extend` keeps the bucket it
 * came from as the other end of a range.
 */
export function moved(
  cursor: ChartCursor,
  key: string,
  extend: boolean,
  starts: readonly number[],
): ChartCursor | undefined {
  const move = MOVES.find(([keys]) => keys.includes(key))?.[1]
  const index = bucketAt(cursor.at, starts)
  if (!move || index < 0) return undefined
  const last = starts.length - 1
  const at = starts[Math.min(last, Math.max(0, move(index, last)))] ?? cursor.at
  return extend ? { at, anchor: cursor.anchor ?? starts[index] } : { at }
}

/** The buckets from one end of the range to the other, both included; that under the cursor where no range is chosen. */
export function spanOf({ at, anchor = at }: ChartCursor, starts: readonly number[], end: number): Span | undefined {
  const [first, last] = [Math.min(at, anchor), Math.max(at, anchor)].map((ms) => bucketAt(ms, starts)) as [
    number,
    number,
  ]
  const from = starts[first]
  return from === undefined ? undefined : { from, to: starts[last + 1] ?? end }
}
