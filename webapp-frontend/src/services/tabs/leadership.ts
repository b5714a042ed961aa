import { takeLock, type HeldLock } from './heldLock'
import { takeSlot, type Slot } from './slots'

interface LeadershipOptions {
  locks: LockManager
  /** Of the view. */
  name: string
  /** The view's stream needs a slot. */
  filtered: boolean
  /** It is ours, until released or deposed. `slot` is absent where none is needed. */
  onGained: (slot?: number) => void
  /** Another tab took it away. */
  onDeposed: () => void
  /** It would be ours, but all slots are taken. */
  onFull: () => void
}

/** Who holds the connection of a view: whoever holds its lock. The others wait in its queue. */
export class Leadership {
  #turn = new AbortController()
  #held: HeldLock[] = []

  constructor(private readonly options: LeadershipOptions) {}

  /** Waits for its turn: it comes when the leader's tab closes, crashes or lets go. */
  queue(): void {
    void this.#seek({ signal: this.#newTurn().signal })
  }

  /** Takes it from a leader that does not answer; `slot` is the one it held, as far as we know. */
  steal(slot?: number): void {
    this.#newTurn()
    void this.#seek({ steal: true }, slot)
  }

  /** Gives it back, or leaves the queue. */
  release(): void {
    this.#turn.abort()
    for (const lock of this.#held.splice(0)) lock.release()
  }

  #newTurn(): AbortController {
    this.release()
    return (this.#turn = new AbortController())
  }

  async #seek(options: LockOptions, stolenSlot?: number): Promise<void> {
    const { signal } = this.#turn
    const seat = await this.#take(options)
    if (!seat || signal.aborted) return seat?.release()
    this.#held.push(seat)
    const slot = await this.#slot(stolenSlot)
    if (signal.aborted) return slot?.release()
    if (this.options.filtered && !slot) {
      this.release()
      return this.options.onFull()
    }
    if (slot) this.#held.push(slot)
    this.options.onGained(slot?.index)
    const end = await Promise.race(this.#held.map((lock) => lock.over))
    if (end === 'released' || signal.aborted) return
    this.release()
    this.options.onDeposed()
  }

  // A page that may not use locks leads itself: two connections are better than none.
  async #take(options: LockOptions): Promise<HeldLock | undefined> {
    try {
      return await takeLock(this.options.locks, this.options.name, options)
    } catch {
      return { release: () => undefined, over: new Promise(() => undefined) }
    }
  }

  async #slot(steal?: number): Promise<Slot | undefined> {
    const { locks, filtered } = this.options
    if (!filtered) return undefined
    return (steal === undefined ? undefined : await takeSlot(locks, steal)) ?? (await takeSlot(locks))
  }
}
