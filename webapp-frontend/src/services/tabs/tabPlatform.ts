/** What a browser must have for its tabs to share a connection. */
export interface TabPlatform {
  locks: LockManager
  Channel: typeof BroadcastChannel
  newId: () => string
  /** Hears `freeze` and `resume`. */
  page?: EventTarget
  /** Hears `pagehide` and `pageshow`. */
  window?: EventTarget
}

/**
 * Undefined where something is missing, above all on a page of plain http from another machine, which is no secure
 * context and has no locks: each tab has a connection of its own there.
 */
export function tabPlatform(): TabPlatform | undefined {
  const locks = globalThis.navigator?.locks as LockManager | undefined
  if (!locks || !globalThis.document || typeof BroadcastChannel !== 'function') return undefined
  return { locks, Channel: BroadcastChannel, newId: () => crypto.randomUUID(), page: document, window }
}
