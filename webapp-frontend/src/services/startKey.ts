const PREFIX = '#key='

/** The key that an address carries behind #key=, as the start line's link does. */
export function keyOf(address: string): string | undefined {
  const { hash } = new URL(address)
  return hash.startsWith(PREFIX) ? (new URLSearchParams(hash.slice(1)).get('key') ?? undefined) : undefined
}

/** Takes the key, and takes it out of the address and the history: before a router reads the hash. */
export function takeStartKey(): string | undefined {
  const key = keyOf(location.href)
  if (key !== undefined) history.replaceState(history.state, '', location.pathname + location.search)
  return key
}
