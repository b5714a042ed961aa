import type { LogRecord } from './types'

export interface Row {
  readonly id: string
  /** initialTime in epoch milliseconds: parsed once, compared often. */
  readonly at: number
  readonly record: LogRecord
}

/** What an upsert changed. */
export interface Changes {
  readonly created: readonly string[]
  readonly updated: readonly string[]
}

/** The server's keyset order: the newest first, by initialTime and then id (ids are ASCII, so code units do). */
export function newestFirst(a: Row, b: Row): number {
  return b.at - a.at || (a.id < b.id ? 1 : a.id > b.id ? -1 : 0)
}

/** The rows of the table: unique by id, in the server's order, never more than `limit`. */
export class RowWindow {
  #byId = new Map<string, Row>()
  #sorted: readonly Row[] = []
  #pending = 0
  #truncated = false

  constructor(private readonly limit = 10_000) {}

  /** A new array with every change, so that a shallowRef sees it. */
  get rows(): readonly Row[] {
    return this.#sorted
  }

  get pending(): number {
    return this.#pending
  }

  /** Rows were dropped: what follows the last row is no longer what the next page starts with. */
  get truncated(): boolean {
    return this.#truncated
  }

  get(id: string): Row | undefined {
    return this.#byId.get(id)
  }

  /** Takes each record whose rev is higher than the one held: order and duplicates cannot hurt. */
  upsert(records: Iterable<LogRecord>): Changes {
    const created = new Set<string>()
    const updated = new Set<string>()
    const moved = new Set<string>()
    for (const record of records) {
      const held = this.#byId.get(record.id)
      if (held && held.record.rev >= record.rev) continue
      const row = { id: record.id, at: Date.parse(record.initialTime), record }
      this.#byId.set(row.id, row)
      if (!held) created.add(row.id)
      else if (!created.has(row.id)) {
        updated.add(row.id)
        if (held.at !== row.at) moved.add(row.id)
      }
    }
    if (created.size || updated.size) this.#rebuild(created, moved)
    return { created: [...created].filter((id) => this.#byId.has(id)), updated: [...updated] }
  }

  replace(records: Iterable<LogRecord>): void {
    this.#byId.clear()
    this.#sorted = []
    this.#pending = 0
    this.#truncated = false
    this.upsert(records)
  }

  remove(drop: (row: Row) => boolean): void {
    const kept = this.#sorted.filter((row) => !drop(row))
    if (kept.length === this.#sorted.length) return
    this.#byId = new Map(kept.map((row) => [row.id, row]))
    this.#settle(kept)
  }

  #rebuild(created: Set<string>, moved: Set<string>): void {
    const fresh = [...created, ...moved].map((id) => this.#byId.get(id)).filter((row) => row !== undefined)
    const stayed: Row[] = []
    for (const row of this.#sorted) {
      if (!moved.has(row.id)) stayed.push(this.#byId.get(row.id) ?? row)
    }
    const merged = merge(fresh.sort(newestFirst), stayed)
    // Bounded: a tab left open for a week must not grow; the oldest go first.
    for (const row of merged.splice(this.limit)) {
      this.#byId.delete(row.id)
      this.#truncated = true
    }
    this.#settle(merged)
  }

  #settle(rows: readonly Row[]): void {
    this.#sorted = rows
    this.#pending = rows.reduce((count, row) => count + (row.record.status === 'pending' ? 1 : 0), 0)
  }
}

function merge(a: readonly Row[], b: readonly Row[]): Row[] {
  const out: Row[] = []
  let i = 0
  let j = 0
  for (;;) {
    const left = a[i]
    const right = b[j]
    if (left && (!right || newestFirst(left, right) <= 0)) {
      out.push(left)
      i++
    } else if (right) {
      out.push(right)
      j++
    } else return out
  }
}
