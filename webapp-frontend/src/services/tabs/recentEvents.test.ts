import { expect, test } from 'vitest'
import type { RawEvent } from '../eventStream'
import { RecentEvents } from './recentEvents'

const change = (seq: number, data = ''): RawEvent => ({ name: 'log:created', data, id: `e-${seq}` })
const cleared = (seq: number): RawEvent => ({ name: 'log:cleared', data: '', id: `e-${seq}` })
const ids = (events?: RawEvent[]) => events?.map(({ id }) => id)

test('knows everything since its start, and nothing of the time before or of another feed', () => {
  const recent = new RecentEvents('e-10')
  recent.push(change(12))
  recent.push(change(15))
  expect(ids(recent.since('e-10'))).toEqual(['e-12', 'e-15'])
  expect(ids(recent.since('e-12'))).toEqual(['e-15'])
  expect(ids(recent.since('e-99')), 'a page may be ahead').toEqual([])
  expect(recent.since('e-9')).toBeUndefined()
  expect(recent.since('f-12')).toBeUndefined()
})

test('a deletion comes for the position it happened at as well', () => {
  const recent = new RecentEvents('e-10')
  recent.push(change(12))
  recent.push(cleared(12))
  expect(recent.since('e-12')).toEqual([cleared(12)])
  expect(recent.since('e-13')).toEqual([])
})

test('holds so many events, and so much text, and says what it has forgotten', () => {
  const few = new RecentEvents('e-0', 4)
  for (let seq = 1; seq <= 9; seq++) few.push(change(seq))
  expect(few.since('e-4')).toBeUndefined()
  expect(ids(few.since('e-6'))).toEqual(['e-7', 'e-8', 'e-9'])

  const short = new RecentEvents('e-0', 99, 10)
  short.push(change(1, '12345'))
  short.push(change(2, '123456'))
  expect(short.since('e-0')).toBeUndefined()
  expect(ids(short.since('e-1'))).toEqual(['e-2'])
})

test('a deletion that was forgotten at its very start is not passed over', () => {
  const recent = new RecentEvents('e-0', 2)
  recent.push(cleared(0))
  recent.push(change(1))
  recent.push(change(2))
  expect(recent.since('e-0')).toBeUndefined()
  expect(ids(recent.since('e-1'))).toEqual(['e-2'])
})
