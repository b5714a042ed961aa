/** Positions in the feed of changes, written `<epoch>-<seq>`. Those of different epochs have no order. */
const parts = (cursor: string): [epoch: string, seq: number] => {
  const cut = cursor.lastIndexOf('-')
  return [cursor.slice(0, cut), Number(cursor.slice(cut + 1))]
}

export function sameFeed(a: string, b: string): boolean {
  return parts(a)[0] === parts(b)[0]
}

/** Whether a feed at `cursor` has had the change at `change` already. */
export function covers(cursor: string, change: string): boolean {
  return sameFeed(cursor, change) && parts(change)[1] <= parts(cursor)[1]
}

/** How many changes lie between two positions; absent where that is not known. */
export function changesBetween(from: string, to: string): number | undefined {
  return sameFeed(from, to) ? Math.max(0, parts(to)[1] - parts(from)[1]) : undefined
}
