import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { effectScope, shallowRef, type EffectScope } from 'vue'
import type { Row } from '../../model/table/rows'
import type { Sorting } from '../../model/table/tableSettings'
import { record } from '../../testing/records'
import { useSortedRows } from './useSortedRows'

let scope: EffectScope

beforeEach(() => {
  vi.useFakeTimers()
  scope = effectScope()
})
afterEach(() => {
  scope.stop()
  vi.useRealTimers()
})

const row = (id: string, price?: number): Row => ({ id, at: 0, record: record({ id, price }) })

function sorted(first: Row[]) {
  const rows = shallowRef<readonly Row[]>(first)
  const sorting = shallowRef<Sorting>()
  const still = shallowRef(false)
  const shown = scope.run(() => useSortedRows(rows, sorting, still, () => 0))
  return { rows, sorting, still, ids: () => shown?.value.map(({ id }) => id).join(''), shown }
}

test('without a sorting, the rows themselves', () => {
  const { rows, shown } = sorted([row('a'), row('b', 1)])
  expect(shown?.value).toBe(rows.value)
})

test('sorts at once when asked, and at most twice a second while rows come', () => {
  const { rows, sorting, ids } = sorted([row('a', 1), row('b', 2)])
  sorting.value = { id: 'cost', desc: true }
  expect(ids()).toBe('ba')
  rows.value = [row('c', 3), ...rows.value]
  rows.value = [row('d', 4), ...rows.value]
  expect(ids()).toBe('ba')
  vi.advanceTimersByTime(500)
  expect(ids()).toBe('dcba')
  sorting.value = undefined
  expect(ids()).toBe('dcab')
})

test('held still, rows change where they are, and older ones follow', () => {
  const { rows, sorting, still, ids, shown } = sorted([row('a', 1), row('b', 2)])
  sorting.value = { id: 'cost', desc: true }
  still.value = true
  rows.value = [row('a', 9), row('b', 2), row('x', 5), row('y', 7)]
  vi.advanceTimersByTime(500)
  expect(ids()).toBe('bayx')
  expect(shown?.value[1]?.record.price).toBe(9)
})
