import type { RecordPredicate } from '../../model/filters/recordFilter'
import type { StreamEvent } from '../eventStream'
import type { Sharing, StreamHandlers, StreamSource } from '../streamSource'

/**
 * A stream without a filter, filtered here: as the server does it, a record that no longer matches is removed. So is one
 * that never did: where the stream resumes is known by the ids of all its events.
 */
export class FilteredStream implements StreamSource {
  constructor(
    private readonly all: StreamSource,
    private readonly matches: RecordPredicate,
  ) {}

  open(position: string, { onEvent, onLost }: StreamHandlers, urgent: boolean): void {
    this.all.open(
      position,
      {
        onEvent: (event) => onEvent(this.#filter(event)),
        onLost,
      },
      urgent,
    )
  }

  close(): void {
    this.all.close()
  }

  dispose(): void {
    this.all.dispose()
  }

  sharing(): Promise<Sharing | undefined> {
    return this.all.sharing()
  }

  #filter(event: StreamEvent): StreamEvent {
    if (event.name !== 'log:created' && event.name !== 'log:updated') return event
    const { data: record, timestamp } = event.data
    if (this.matches(record)) return event
    return { name: 'log:removed', data: { data: { id: record.id }, timestamp }, id: event.id }
  }
}
