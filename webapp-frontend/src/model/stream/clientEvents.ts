import type { Query } from '../query'
import type { LogPage, StreamEvents } from '../types'

/** What handlers can listen to: the stream's events, and the pages that were loaded to join, poll or reset. */
export interface ClientEvents extends StreamEvents {
  page: { page: LogPage; kind: 'join' | 'poll' | 'reset' }
  /** Another filter holds: what was heard before is of no use, and the next page, a 'reset', replaces it. */
  refiltered: Query
  /** The stream is open again after it was lost, or could not be opened: the server may be another one now. */
  reopened: StreamEvents['connected']
}
