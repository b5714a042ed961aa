import { isFailed } from '../record'
import { countBefore, mergeRows, newestFirst, type Place, type Row } from './rowOrder'
import type { LogRecord } from '../types'
import { WaitingRows } from './waitingRows'

export { newestFirst, type Place, type Row } from './rowOrder'

/** The record of this id is no longer among those that are asked for. */
export interface Gone {
  readonly gone: string
}

/** What was changed. */
export interface Changes {
  readonly created: readonly string[]
  readonly updated: readonly string[]
  /** How many came that wait to be shown. */
  readonly waiting: number
  /** How many turned into an error or a timeout. */
  readonly failed: number
}

interface Pass {
  created: Set<string>
  updated: Set<string>
  /** Those that change their place, or have none any more. */
  displaced: Set<string>
  waiting: number
  failed: number
}

/**
 * The rows of the table: unique by id, in the server's order, without a gap from the newest to `end`; never more than
 * `limit`, and up to `browseLimit` while it is held still and older pages are appended.
 */
export class RowWindow {
  #byId = new Map<string, Row>()
  #sorted: readonly Row[] = []
  #pending = 0
  #holding = false
  #end: Place | undefined
  #strays: (LogRecord | Gone)[] | undefined
  readonly #waiting: WaitingRows

  constructor(
    private readonly limit = 10_000,
    private readonly browseLimit = limit,
  ) {
    this.#waiting = new WaitingRows(limit)
  }

  /** A new array with every change, so that a shallowRef sees it. */
  get rows(): readonly Row[] {
    return this.#sorted
  }

  /** Of those that are shown and those that wait. */
  get pending(): number {
    return this.#pending
  }

  /** How many came since the table is held still. */
  get waiting(): number {
    return this.#waiting.count
  }

  /** The server has more rows after this place; undefined where the last row is the server's last. */
  get end(): Place | undefined {
    return this.#end
  }

  get full(): boolean {
    return this.#sorted.length >= (this.#holding ? this.browseLimit : this.limit)
  }

  get(id: string): Row | undefined {
    return this.#byId.get(id) ?? this.#waiting.get(id)
  }

  /** Takes each record whose rev is higher than the one held: order and duplicates cannot hurt. */
  upsert(changes: Iterable<LogRecord | Gone>): Changes {
    const pass: Pass = { created: new Set(), updated: new Set(), displaced: new Set(), waiting: 0, failed: 0 }
    for (const change of changes) {
      if ('gone' in change) this.#forget(change.gone, pass)
      else this.#put(change, pass)
    }
    return this.#finish(pass)
  }

  /** Another feed: what was held belongs to the past. */
  replace(records: Iterable<LogRecord>, end?: Place): void {
    this.#byId.clear()
    this.#sorted = []
    this.#pending = 0
    this.#waiting.clear()
    this.#strays = this.#end = undefined
    const holding = this.#holding
    this.#holding = false
    this.upsert(records)
    this.#end ??= end
    this.#holding = holding
  }

  /** From here to `append`, changes of rows that the page may bring are remembered: they may be newer than the page. */
  expectOlder(): void {
    this.#strays = []
  }

  /** The page does not come. */
  expectNothing(): void {
    this.#strays = undefined
  }

  /** The page that follows `end`, and where it ends; undefined where the server has no more. */
  append(records: readonly LogRecord[], end: Place | undefined): void {
    const strays = this.#strays ?? []
    this.#strays = undefined
    this.#end = end
    const holding = this.#holding
    this.#holding = false
    const pass: Pass = { created: new Set(), updated: new Set(), displaced: new Set(), waiting: 0, failed: 0 }
    for (const change of [...records, ...strays]) {
      if ('gone' in change) this.#forget(change.gone, pass)
      else this.#putWithEarly(change, pass)
    }
    this.#holding = holding
    this.#finish(pass)
  }

  /** From now on rows that are new wait; those that are shown still change. */
  hold(): void {
    this.#holding = true
  }

  /** Shows what waits, and lets go of the rows beyond the limit. */
  release(): Changes {
    this.#holding = false
    const fresh = this.#waiting.sorted()
    const gap = this.#waiting.end
    this.#waiting.clear()
    if (gap) {
      for (const row of this.#sorted) this.#drop(row)
      this.#sorted = []
      this.#end = gap
    }
    for (const row of fresh) this.#byId.set(row.id, row)
    this.#settle(mergeRows(fresh, this.#sorted))
    return { created: fresh.map((row) => row.id), updated: [], waiting: 0, failed: 0 }
  }

  remove(drop: (row: Row) => boolean): void {
    this.upsert([...this.#sorted, ...this.#waiting.sorted()].filter(drop).map(({ id }) => ({ gone: id })))
  }

  #put(record: LogRecord, pass: Pass): void {
    const held = this.get(record.id)
    if (held && held.record.rev >= record.rev) return
    const row = { id: record.id, at: Date.parse(record.initialTime), record }
    if (!held && this.#isBeyond(row)) {
      this.#strays?.push(record)
      return
    }
    this.#count(held?.record, record)
    if (isFailed(record) && !isFailed(held?.record)) pass.failed++
    if (this.#byId.has(row.id)) this.#replaceRow(row, held, pass)
    else if (this.#holding) {
      if (!held) pass.waiting++
      for (const dropped of this.#waiting.put(row)) this.#count(dropped.record, undefined)
    } else {
      this.#byId.set(row.id, row)
      pass.created.add(row.id)
    }
  }

  /** A row of a page may wait to be shown already: it is shown with the page. */
  #putWithEarly(record: LogRecord, pass: Pass): void {
    const early = this.#waiting.take(record.id)
    if (early) this.#count(early.record, undefined)
    this.#put(record, pass)
    if (early) this.#put(early.record, pass)
  }

  #replaceRow(row: Row, held: Row | undefined, pass: Pass): void {
    this.#byId.set(row.id, row)
    if (pass.created.has(row.id)) return
    pass.updated.add(row.id)
    if (held?.at !== row.at) pass.displaced.add(row.id)
  }

  /** Rows after the end come with their page: put here, they would hide those between. */
  #isBeyond(place: Place): boolean {
    const end = this.#holding ? (this.#waiting.end ?? this.#end) : this.#end
    return end !== undefined && newestFirst(place, end) > 0
  }

  #forget(id: string, pass: Pass): void {
    const row = this.#byId.get(id) ?? this.#waiting.take(id)
    // The page that is on its way may bring it, as it was before.
    if (!row) return void this.#strays?.push({ gone: id })
    this.#drop(row)
    pass.updated.delete(id)
    if (!pass.created.delete(id)) pass.displaced.add(id)
  }

  #drop(row: Row): void {
    this.#byId.delete(row.id)
    this.#count(row.record, undefined)
  }

  #count(before: LogRecord | undefined, now: LogRecord | undefined): void {
    this.#pending += Number(now?.status === 'pending') - Number(before?.status === 'pending')
  }

  #finish({ created, updated, displaced, waiting, failed }: Pass): Changes {
    if (created.size || updated.size || displaced.size) {
      const rowsOf = (ids: Iterable<string>) => [...ids].flatMap((id) => this.#byId.get(id) ?? [])
      const fresh = rowsOf(new Set([...created, ...displaced])).sort(newestFirst)
      const stayed = displaced.size ? this.#staying(created, displaced) : this.#sorted.slice()
      for (const row of rowsOf(updated)) {
        if (!displaced.has(row.id)) stayed[countBefore(stayed, row)] = row
      }
      this.#settle(mergeRows(fresh, stayed))
    }
    const shown = (ids: Set<string>) => [...ids].filter((id) => this.#byId.has(id))
    return { created: shown(created), updated: shown(updated), waiting, failed }
  }

  #staying(created: Set<string>, displaced: Set<string>): Row[] {
    return this.#sorted.filter((row) => !created.has(row.id) && !displaced.has(row.id))
  }

  #settle(merged: Row[]): void {
    // Bounded: a tab left open for a week must not grow; the oldest go first.
    for (const row of merged.splice(this.#holding ? this.browseLimit : this.limit)) {
      this.#drop(row)
      this.#end = merged.at(-1)
    }
    this.#sorted = merged
  }
}
