/** A Web Lock in our hands. */
export interface HeldLock {
  release(): void
  /** Settles when it is released, or taken away by somebody who steals. */
  over: Promise<'released' | 'stolen'>
}

/** Undefined: it is not available, or waiting for it was aborted. Fails where the page may not use locks. */
export function takeLock(locks: LockManager, name: string, options: LockOptions): Promise<HeldLock | undefined> {
  return new Promise((taken, failed) => {
    let held = false
    const over = locks.request(name, options, (lock) => {
      if (!lock) return taken(undefined)
      held = true
      return new Promise<void>((release) => taken({ release, over: ended }))
    })
    const ended = over.then(
      () => 'released' as const,
      (error: unknown) => {
        if (!held && options.signal?.aborted) taken(undefined)
        else if (!held) failed(error)
        return 'stolen' as const
      },
    )
  })
}
