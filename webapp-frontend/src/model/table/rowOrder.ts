import type { LogRecord } from '../types'

/** Where a row stands in the server's order. */
export interface Place {
  /** initialTime in epoch milliseconds. */
  readonly at: number
  readonly id: string
}

export interface Row extends Place {
  readonly record: LogRecord
}

/** The server's keyset order: the newest first, by initialTime and then id (ids are ASCII, so code units do). */
export function newestFirst(a: Place, b: Place): number {
  return b.at - a.at || (a.id < b.id ? 1 : a.id > b.id ? -1 : 0)
}

/** How many of the sorted rows stand before the place. */
export function countBefore(sorted: readonly Place[], place: Place): number {
  let low = 0
  let high = sorted.length
  while (low < high) {
    const middle = (low + high) >>> 1
    const row = sorted[middle]
    if (row && newestFirst(row, place) < 0) low = middle + 1
    else high = middle
  }
  return low
}

/** Both sorted, as one. Only the rows above the last of `fresh` are walked: what is new is nearly always on top. */
export function mergeRows(fresh: readonly Row[], sorted: readonly Row[]): Row[] {
  const last = fresh.at(-1)
  if (!last) return sorted.slice()
  const touched = countBefore(sorted, last)
  const out: Row[] = []
  let i = 0
  for (const row of fresh) {
    for (let next = sorted[i]; next && i < touched && newestFirst(next, row) < 0; next = sorted[++i]) out.push(next)
    out.push(row)
  }
  return out.concat(sorted.slice(i))
}

/** The `before` of the page that follows this place (docs/PROTOCOL.md, "Reading"). */
export function pageKeyOf({ at, id }: Place): string {
  const bytes = new TextEncoder().encode(`${at}/${id}`)
  return btoa(String.fromCharCode(...bytes))
    .replaceAll('+', '-')
    .replaceAll('/', '_')
    .replace(/=+$/, '')
}

/** The place that a page's `next` names. */
export function placeOf(pageKey: string): Place {
  const bytes = atob(pageKey.replaceAll('-', '+').replaceAll('_', '/'))
  const [, at, id] =
    /^(\d+)\/(.+)$/s.exec(new TextDecoder().decode(Uint8Array.from(bytes, (c) => c.charCodeAt(0)))) ?? []
  if (at === undefined || id === undefined) throw new Error(`not a page's key: ${pageKey}`)
  return { at: Number(at), id }
}
