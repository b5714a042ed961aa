export type ConnectionState =
  'connecting' | 'live' | 'catching-up' | 'reconnecting' | 'polling' | 'offline' | 'logged-out'

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
  failedTries: number
}

export const startingFacts: ConnectionFacts = {
  loggedOut: false,
  open: false,
  owed: 0,
  everOpen: false,
  offline: false,
  failedTries: 0,
}

export function connectionState(facts: ConnectionFacts): ConnectionState {
  if (facts.loggedOut) return 'logged-out'
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
  /** How far behind the server the last event arrived. */
  lagMs?: number
}

const LABELS: Record<ConnectionState, string> = {
  connecting: 'Connecting',
  live: 'Live',
  'catching-up': 'Catching up',
  reconnecting: 'Reconnecting',
  polling: 'Polling',
  offline: 'Offline',
  'logged-out': 'Logged out',
}

/** Neither the stream nor polling reaches the server, and the outage is no blip. */
export function isUnreachable(view: ConnectionView): boolean {
  return view.state === 'polling' && view.pollsFail
}

export function connectionLabel(view: ConnectionView): string {
  if (isUnreachable(view)) return 'Unreachable'
  return view.state === 'polling' && !view.pollingEnabled ? 'Polling stopped' : LABELS[view.state]
}

/** The state in plain words: what happens now, why, and what comes next. */
export function describeConnection(view: ConnectionView): string {
  const next = view.nextTryInS === undefined ? 'trying now' : `next try in ${view.nextTryInS} s`
  const unreachable = ['Server unreachable', view.lastData && `last data ${view.lastData}`, next]
    .filter(Boolean)
    .join(', ')
  switch (view.state) {
    case 'connecting':
      return 'Opening the stream'
    case 'live':
      return 'The stream is open, changes arrive as they happen'
    case 'catching-up':
      return 'The stream is back, missed changes are arriving'
    case 'reconnecting':
      if (view.pollsFail) return unreachable
      return view.polling ? `Stream lost, polling every 3 s meanwhile, ${next}` : `Stream lost, ${next}`
    case 'polling':
      if (view.pollsFail) return unreachable
      return view.polling
        ? `Polling every 3 s, stream unreachable, ${next}`
        : `Polling stopped, stream unreachable, ${next}`
    case 'offline':
      return `This device is offline, ${next}`
    case 'logged-out':
      return 'The session is over, log in again'
  }
}
