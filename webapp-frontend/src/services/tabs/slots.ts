import { takeLock, type HeldLock } from './heldLock'

/**
 * Streams of a browser to one host. HTTP/1.1 gets six connections there, and a stream never gives its one back: three
 * must remain for calls and files.
 */
export const STREAMS_PER_HOST = 3

/** One of them is kept for the stream without a filter, which every tab can live on. */
const FILTERED = STREAMS_PER_HOST - 1

export interface Slot extends HeldLock {
  index: number
}

// Without the base: two deployments on one host share its connections.
const nameOf = (index: number) => `tokentail stream ${index}`

/** A free slot for a filtered stream; or, by force, the one that whoever went silent held. */
export async function takeSlot(locks: LockManager, steal?: number): Promise<Slot | undefined> {
  for (let index = 1; index <= FILTERED; index++) {
    if (steal !== undefined && index !== steal) continue
    const held = await takeLock(locks, nameOf(index), steal === index ? { steal: true } : { ifAvailable: true })
    if (held) return { ...held, index }
  }
  return undefined
}
