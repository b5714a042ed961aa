export type ConnectionState =
  'connecting' | 'live' | 'catching-up' | 'reconnecting' | 'polling' | 'offline' | 'refused' | 'logged-out'

/** Failed tries after which the outage is called by its name: polling. */
export const TRIES_UNTIL_POLLING = 5

/** What is known about the connection; its state follows from it. */
export interface ConnectionFacts {
  loggedOut: boolean
  /** The `connected` event of the current stream arrived. */
  open: boolean
  /** Changes of the past that the open stream still has to send. */
  owed: number
  everOpen: boolean
  offline: boolean
  /** The server does not take the filter: with this one there is no other try. */
  refused: boolean
  failedTries: number
}

export const startingFacts: ConnectionFacts = {
  loggedOut: false,
  open: false,
  owed: 0,
  everOpen: false,
  offline: false,
  refused: false,
  failedTries: 0,
}

export function connectionState(facts: ConnectionFacts): ConnectionState {
  if (facts.loggedOut) return 'logged-out'
  if (facts.refused) return 'refused'
  if (facts.open) return facts.owed > 0 ? 'catching-up' : 'live'
  if (facts.offline) return 'offline'
  if (facts.failedTries >= TRIES_UNTIL_POLLING) return 'polling'
  return facts.everOpen || facts.failedTries > 0 ? 'reconnecting' : 'connecting'
}

export interface ConnectionView {
  state: ConnectionState
  retryCount: number
  /** Seconds until the next try; absent while a try is under way. */
  nextTryInS?: number
  polling: boolean
  /** The last poll failed too: nothing arrives. */
  pollsFail: boolean
  /** The local time at which data last arrived; absent before any did. */
  lastData?: string
  pollingEnabled: boolean
  /** Why the server does not take the filter, or opens no stream, in its words. */
  reason?: string
  /** How far behind the server the last event arrived. */
  lagMs?: number
  /** Changes that were caught up: so far while it goes on, in all for some seconds afterwards. */
  recovered?: number
  /** Absent where this tab has a connection of its own anyway. */
  sharing?: Sharing
}

/** How the tabs of a view share their connection. */
export interface Sharing {
  /** Tabs that live on it, this one included. */
  tabs: number
  /** This tab holds it. */
  leading: boolean
}

/** Neither the stream nor polling reaches the server, and the outage is no blip. */
export function isUnreachable(view: ConnectionView): boolean {
  return view.state === 'polling' && view.pollsFail
}

/** Nothing arrives: what is shown is of the last data, and goes on without being seen. */
export function isStale({ state, polling, pollsFail, pollingEnabled }: ConnectionView): boolean {
  if (state === 'reconnecting' || state === 'polling') return pollsFail || !(polling || pollingEnabled)
  return state === 'offline' || state === 'refused' || state === 'logged-out'
}

/** The state's name (i18n `connection.label`). */
export function connectionWord(view: ConnectionView): ConnectionState | 'unreachable' | 'polling-stopped' {
  if (isUnreachable(view)) return 'unreachable'
  return view.state === 'polling' && !view.pollingEnabled ? 'polling-stopped' : view.state
}

/** The sentence that describes it (i18n `connection.say`). */
export function connectionSentence({ state, polling, pollsFail, lastData }: ConnectionView): string {
  if (state === 'offline' && lastData) return 'offline-since'
  if (state !== 'reconnecting' && state !== 'polling') return state
  if (pollsFail) return lastData ? 'unreachable-since' : 'unreachable'
  if (state === 'polling') return polling ? 'polling' : 'polling-stopped'
  return polling ? 'lost-polling' : 'lost'
}
