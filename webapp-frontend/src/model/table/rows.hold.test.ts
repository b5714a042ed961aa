import { describe, expect, test } from 'vitest'
import { record, seeded, shuffled } from '../../testing/records'
import { pageKeyOf, placeOf } from './rowOrder'
import { RowWindow } from './rows'
import type { LogRecord } from '../types'

const id = (n: number) => `r-${String(n).padStart(4, '0')}`
const one = (n: number, change: Partial<LogRecord> = {}) =>
  record({ id: id(n), initialTime: new Date(Date.UTC(2026, 0, 11) + n * 1_000).toISOString(), ...change })
const range = (from: number, to: number) => Array.from({ length: to - from }, (_, i) => one(from + i))
const ids = (window: RowWindow) => window.rows.map((row) => row.id)
const down = (from: number, to: number) => Array.from({ length: from - to }, (_, i) => id(from - 1 - i))
const endAt = (n: number) => ({ at: Date.parse(one(n).initialTime), id: id(n) })

describe('held still', () => {
  test('new rows wait and are counted, rows that are shown change, and letting go shows all', () => {
    const window = new RowWindow()
    window.upsert([one(1, { status: 'pending' }), one(2)])
    window.hold()
    const changes = window.upsert([one(3, { status: 'pending' }), one(4), one(1, { rev: 2, status: 'error' })])
    expect(changes).toEqual({ created: [], updated: [id(1)], waiting: 2, failed: 1 })
    expect(ids(window)).toEqual([id(2), id(1)])
    expect(window.waiting).toBe(2)
    expect(window.pending, 'also of those that wait').toBe(1)
    window.upsert([one(3, { rev: 2, status: 'completed' })])
    expect(window.pending).toBe(0)
    expect(window.release().created).toEqual([id(4), id(3)])
    expect(ids(window)).toEqual([id(4), id(3), id(2), id(1)])
    expect(window.get(id(3))?.record.status).toBe('completed')
    expect(window.waiting).toBe(0)
  })

  test('over night: bounded, all that came are counted, and no gap is shown', () => {
    const window = new RowWindow(10)
    window.upsert(range(0, 10))
    window.hold()
    for (let n = 10; n < 100; n++) window.upsert([one(n, { status: 'pending' })])
    expect(ids(window)).toEqual(down(10, 0))
    expect(window.waiting).toBe(90)
    expect(window.pending, 'of those that are remembered').toBeLessThanOrEqual(20)
    window.upsert([one(20, { rev: 2 })])
    window.release()
    expect(ids(window)).toEqual(down(100, 90))
    expect(window.end?.id).toBe(id(90))
    expect(window.pending).toBe(10)
  })

  test('what left meanwhile does not come back', () => {
    const window = new RowWindow()
    window.upsert(range(0, 3))
    window.hold()
    window.upsert([one(5), one(6)])
    window.upsert([{ gone: id(5) }, { gone: id(1) }])
    expect(ids(window)).toEqual([id(2), id(0)])
    window.release()
    expect(ids(window)).toEqual([id(6), id(2), id(0)])
  })

  test('a row that left and came again in one breath is there once', () => {
    const window = new RowWindow()
    window.upsert(range(0, 3))
    window.upsert([{ gone: id(1) }, one(1, { rev: 5 })])
    expect(ids(window)).toEqual(down(3, 0))
    window.upsert([one(9), { gone: id(9) }])
    expect(ids(window)).toEqual(down(3, 0))
  })
})

describe('the seam to older pages', () => {
  test('an older row that changes stays away until its page comes, and then is there in its last revision', () => {
    const window = new RowWindow()
    window.replace(range(10, 15), endAt(10))
    window.upsert([one(3, { rev: 2 })])
    expect(ids(window), 'it would hide those between').toEqual(down(15, 10))
    window.expectOlder()
    // Changes after the server read the page, and before the page is here.
    window.upsert([one(7, { rev: 2, status: 'error' }), one(2, { rev: 2, status: 'error' })])
    window.append(range(5, 10), endAt(5))
    expect(ids(window)).toEqual(down(15, 5))
    expect(window.get(id(7))?.record.status).toBe('error')
    window.expectOlder()
    window.append(range(0, 5), undefined)
    expect(ids(window)).toEqual(down(15, 0))
    expect(window.end).toBeUndefined()
  })

  test('a page that does not come changes nothing', () => {
    const window = new RowWindow()
    window.replace(range(10, 15), endAt(10))
    window.expectOlder()
    window.expectNothing()
    expect(ids(window)).toEqual(down(15, 10))
    expect(window.end?.id).toBe(id(10))
  })

  test('browsing extends the window, returning trims it, and the older rows can be had again', () => {
    const window = new RowWindow(10, 40)
    window.replace(range(90, 100), endAt(90))
    window.hold()
    for (let n = 90; n > 60; n -= 10) {
      expect(window.full).toBe(false)
      window.append(range(n - 10, n), endAt(n - 10))
      window.upsert([one(190 - n)])
    }
    expect(ids(window)).toEqual(down(100, 60))
    expect(window.full).toBe(true)
    window.release()
    expect(window.rows).toHaveLength(10)
    expect(ids(window)).toEqual([id(120), id(110), id(100), ...down(100, 93)])
    expect(window.end).toEqual(expect.objectContaining(endAt(93)))
  })

  test('a row that waits and comes with a page as well is there once', () => {
    const window = new RowWindow()
    window.replace([...range(10, 12), one(14)], endAt(10))
    window.hold()
    window.upsert([one(13, { rev: 3, status: 'pending' })])
    window.append([one(13), ...range(8, 10)], endAt(8))
    expect(ids(window)).toEqual([id(14), id(13), ...down(12, 8)])
    expect(window.get(id(13))?.record.rev).toBe(3)
    expect(window.waiting).toBe(0)
    expect(window.pending).toBe(1)
  })

  test.each(Array.from({ length: 30 }, (_, seed) => seed))(
    'whatever comes when (seed %i), nothing is lost or twice',
    (seed) => {
      const random = seeded(seed)
      const server = new Map<string, LogRecord>()
      const put = (r: LogRecord) => server.set(r.id, r)
      range(0, 60).forEach(put)
      const sorted = () => [...server.values()].sort((a, b) => (a.initialTime < b.initialTime ? 1 : -1))
      const page = (before?: string) => {
        const rest = sorted().filter(
          (r) => before === undefined || r.initialTime < new Date(placeOf(before).at).toISOString(),
        )
        const last = rest[4]
        return {
          records: rest.slice(0, 5),
          end: last && rest[5] ? placeOf(pageKeyOf(endAt(Number(last.id.slice(2))))) : undefined,
        }
      }
      const window = new RowWindow(20, 200)
      const first = page()
      window.replace(first.records, first.end)
      let next = 60
      for (let step = 0; step < 200; step++) {
        const dice = random()
        if (dice < 0.3) put(one(next++, { status: 'pending' }))
        else if (dice < 0.6) {
          const some = shuffled([...server.values()], random)[0]
          if (some) put({ ...some, rev: some.rev + 1 })
        } else if (dice < 0.7) window.hold()
        else if (dice < 0.75) window.release()
        else if (window.end && !window.full) {
          window.expectOlder()
          const older = page(pageKeyOf(window.end))
          if (random() < 0.5) {
            const late = { ...(older.records[0] ?? one(0)) }
            put({ ...late, rev: late.rev + 1 })
            window.upsert([{ ...late, rev: late.rev + 1 }])
          }
          window.append(older.records, older.end)
        }
        if (dice < 0.6) window.upsert([...server.values()].slice(-1))
        if (dice < 0.6) window.upsert(shuffled([...server.values()], random))
      }
      window.release()
      const shown = window.rows.map(({ record: r }) => [r.id, r.rev])
      expect(shown).toEqual(
        sorted()
          .slice(0, shown.length)
          .map((r) => [r.id, r.rev]),
      )
      expect(shown.length).toBeGreaterThan(4)
    },
  )
})

test('a page key is what the server makes of a place', () => {
  const key = 'MTc5NTU3MDExMTkzNS8wMWEyMTA1MS05NWJmLTcyYzItYmFkMy0yMzBlNjJiMWU1N2E'
  const place = { at: 1_795_570_111_935, id: '01a21051-95bf-72c2-bad3-230e62b1e57a' }
  expect(pageKeyOf(place)).toBe(key)
  expect(placeOf(key)).toEqual(place)
  expect(placeOf(pageKeyOf({ at: 1, id: '>>?/ü' }))).toEqual({ at: 1, id: '>>?/ü' })
  expect(() => placeOf('bm9uZQ')).toThrow('not a page')
})

test('what leaves while an older page is on its way does not come back with it', () => {
  const window = new RowWindow(10)
  window.replace([one(9)], endAt(9))
  window.expectOlder()
  window.upsert([one(5, { status: 'pending', rev: 2 })])
  window.upsert([{ gone: id(5) }])
  window.append([one(5, { status: 'pending' }), one(4)], undefined)
  expect(ids(window)).toEqual([id(9), id(4)])
  expect(window.pending).toBe(0)
})
