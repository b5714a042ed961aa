import { describe, expect, test } from 'vitest'
import { record, seeded, shuffled } from '../../testing/records'
import { RowWindow } from './rows'
import type { LogRecord } from '../types'

const at = (second: number) => new Date(Date.UTC(2026, 0, 11, 15, 0, second)).toISOString()
const ids = (window: RowWindow) => window.rows.map((row) => row.id)

/** Forty requests with up to five revisions each; some start at the same time, some move in time. */
function history(random: () => number): LogRecord[] {
  return Array.from({ length: 40 }, (_, i) => i).flatMap((i) => {
    const revs = 1 + Math.floor(random() * 5)
    return Array.from({ length: revs }, (_, r) =>
      record({
        id: `r-${i}`,
        rev: r + 1,
        status: r + 1 === revs ? 'completed' : 'pending',
        initialTime: at(Math.floor(i / 3) + (r === 3 ? 7 : 0)),
      }),
    )
  })
}

describe('upsert', () => {
  test.each(Array.from({ length: 50 }, (_, seed) => seed))(
    'whatever the order and the duplicates (seed %i), each request is there once with its last revision',
    (seed) => {
      const random = seeded(seed)
      const changes = history(random)
      const inOrder = new RowWindow()
      inOrder.upsert(changes)

      const window = new RowWindow()
      const arriving = shuffled([...changes, ...changes.slice(0, 30)], random)
      while (arriving.length) window.upsert(arriving.splice(0, 1 + Math.floor(random() * 12)))

      expect(window.rows).toEqual(inOrder.rows)
      expect(window.rows).toHaveLength(40)
      expect(window.pending).toBe(0)
    },
  )

  test('orders by time and then id, both descending, as the server pages do', () => {
    const window = new RowWindow()
    window.upsert([
      record({ id: 'a', initialTime: at(1) }),
      record({ id: 'c', initialTime: at(1) }),
      record({ id: 'b', initialTime: at(2) }),
      record({ id: 'B', initialTime: at(1) }),
    ])
    expect(ids(window)).toEqual(['b', 'c', 'a', 'B'])
  })

  test('tells what it created and what it changed, and nothing of what it already knew', () => {
    const window = new RowWindow()
    expect(window.upsert([record({ id: 'a', rev: 2 })])).toMatchObject({ created: ['a'], updated: [] })
    expect(window.upsert([record({ id: 'a', rev: 1 }), record({ id: 'a', rev: 2 })])).toMatchObject({
      created: [],
      updated: [],
    })
    expect(window.upsert([record({ id: 'a', rev: 3 }), record({ id: 'b' })])).toMatchObject({
      created: ['b'],
      updated: ['a'],
    })
  })

  test('leaves the array alone when nothing changed, and never changes one that was handed out', () => {
    const window = new RowWindow()
    window.upsert([record({ id: 'a' })])
    const before = window.rows
    window.upsert([record({ id: 'a' })])
    expect(window.rows).toBe(before)
    window.upsert([record({ id: 'b' })])
    expect(before).toHaveLength(1)
  })
})

describe('the window', () => {
  test('never grows beyond its limit, and drops the oldest', () => {
    const window = new RowWindow(10)
    const all = Array.from({ length: 25 }, (_, i) =>
      record({ id: `r-${String(i).padStart(2, '0')}`, initialTime: at(i) }),
    )
    for (const one of shuffled(all, seeded(1))) window.upsert([one])
    expect(ids(window)).toEqual(
      all
        .slice(15)
        .map((r) => r.id)
        .reverse(),
    )
    expect(window.end).toMatchObject({ id: 'r-15' })
    expect(window.get('r-00')).toBeUndefined()
  })

  test('does not call a row created that it dropped at once', () => {
    const window = new RowWindow(1)
    window.upsert([record({ id: 'new', initialTime: at(9) })])
    expect(window.upsert([record({ id: 'old', initialTime: at(1) })]).created).toEqual([])
  })

  test('takes a lower revision after a replace: it is another database', () => {
    const window = new RowWindow()
    window.upsert([record({ rev: 9 }), record({ id: 'gone' })])
    window.replace([record({ rev: 1 })])
    expect(window.rows.map((row) => row.record.rev)).toEqual([1])
    expect(window.get('gone')).toBeUndefined()
  })

  test('removes what it is told to, and counts what is pending', () => {
    const window = new RowWindow()
    window.upsert([record({ id: 'a', status: 'pending' }), record({ id: 'b', status: 'pending' }), record({ id: 'c' })])
    expect(window.pending).toBe(2)
    window.remove((row) => row.id === 'a')
    expect(ids(window)).toEqual(['c', 'b'])
    expect(window.pending).toBe(1)
  })
})
