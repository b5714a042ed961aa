import { expect, test } from 'vitest'
import { recordFilter } from '../../model/filters/recordFilter'
import type { RequestStatus } from '../../model/types'
import type { StreamEvent } from '../eventStream'
import type { StreamHandlers, StreamSource } from '../streamSource'
import { FilteredStream } from './filteredStream'

function filtered() {
  const seen: StreamEvent[] = []
  let handlers: StreamHandlers | undefined
  const all: StreamSource = {
    open: (_position, given) => (handlers = given),
    close: () => undefined,
    dispose: () => undefined,
    sharing: async () => undefined,
  }
  new FilteredStream(all, recordFilter({ status: 'error' })).open(
    'e-0',
    { onEvent: (event) => seen.push(event), onLost: () => undefined },
    false,
  )
  const send = (event: StreamEvent) => handlers?.onEvent(event)
  return { seen, send }
}

function change(name: 'log:created' | 'log:updated', id: string, status: RequestStatus): StreamEvent {
  const initialTime = '2026-01-11T15:00:00.000Z'
  return { name, data: { data: { id: 'r', rev: 1, status, initialTime }, timestamp: initialTime }, id }
}

test('an event that is not of the filter is answered by a removal, so that its id is known', () => {
  const { seen, send } = filtered()
  send(change('log:created', 'e-1', 'error'))
  send(change('log:created', 'e-2', 'pending'))
  send(change('log:updated', 'e-3', 'completed'))
  send(change('log:updated', 'e-4', 'error'))
  expect(seen.map(({ name, id }) => [name, id])).toEqual([
    ['log:created', 'e-1'],
    ['log:removed', 'e-2'],
    ['log:removed', 'e-3'],
    ['log:updated', 'e-4'],
  ])
  expect(seen[1]?.data).toEqual({ data: { id: 'r' }, timestamp: '2026-01-11T15:00:00.000Z' })
})
