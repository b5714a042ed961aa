import { newestFirst, type Place, type Row } from './rowOrder'

/** Rows that are not shown yet, since the table is held still. The newest `limit` of them at least, twice as many at most. */
export class WaitingRows {
  #rows = new Map<string, Row>()
  #forgotten = 0
  #end: Place | undefined

  constructor(private readonly limit: number) {}

  /** All that came, also those that were forgotten. */
  get count(): number {
    return this.#rows.size + this.#forgotten
  }

  /** Rows after this place were forgotten: there is a gap to those that are shown. */
  get end(): Place | undefined {
    return this.#end
  }

  get(id: string): Row | undefined {
    return this.#rows.get(id)
  }

  /** Returns the rows that were forgotten for it. */
  put(row: Row): readonly Row[] {
    this.#rows.set(row.id, row)
    // Bounded: a table may be left paused over night. Half at once, so that sorting is paid for by many rows.
    if (this.#rows.size <= 2 * this.limit) return []
    const sorted = [...this.#rows.values()].sort(newestFirst)
    const dropped = sorted.splice(this.limit)
    this.#rows = new Map(sorted.map((kept) => [kept.id, kept]))
    this.#forgotten += dropped.length
    this.#end = sorted.at(-1)
    return dropped
  }

  take(id: string): Row | undefined {
    const row = this.#rows.get(id)
    this.#rows.delete(id)
    return row
  }

  /** The newest first. */
  sorted(): Row[] {
    return [...this.#rows.values()].sort(newestFirst)
  }

  clear(): void {
    this.#rows.clear()
    this.#forgotten = 0
    this.#end = undefined
  }
}
