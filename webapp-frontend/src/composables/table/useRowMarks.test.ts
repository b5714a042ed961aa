import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { effectScope, type EffectScope } from 'vue'
import { useRowMarks } from './useRowMarks'

let scope: EffectScope

beforeEach(() => {
  vi.useFakeTimers()
  scope = effectScope()
})

afterEach(() => {
  scope.stop()
  vi.useRealTimers()
})

function rowMarks() {
  const made = scope.run(() => useRowMarks())
  if (!made) throw new Error('no scope')
  return made
}

test('a row is marked for a second', () => {
  const { marks, mark } = rowMarks()
  mark({ created: ['a'], updated: ['b'] })
  expect([...marks.value]).toEqual([
    ['b', 'updated'],
    ['a', 'created'],
  ])
  vi.advanceTimersByTime(999)
  expect(marks.value.size).toBe(2)
  vi.advanceTimersByTime(1)
  expect(marks.value.size).toBe(0)
})

test('steady traffic keeps no mark alive', () => {
  const { marks, mark } = rowMarks()
  for (let i = 0; i < 100; i++) {
    mark({ created: [`r-${i}`], updated: [] })
    vi.advanceTimersByTime(400)
  }
  expect([...marks.value.keys()]).toEqual(['r-98', 'r-99'])
})

test('a change of a marked row starts its second anew', () => {
  const { marks, mark } = rowMarks()
  mark({ created: ['a'], updated: [] })
  vi.advanceTimersByTime(600)
  mark({ created: [], updated: ['a'] })
  vi.advanceTimersByTime(600)
  expect(marks.value.get('a')).toBe('updated')
  vi.advanceTimersByTime(400)
  expect(marks.value.size).toBe(0)
})

test('too many new rows for motion: none is marked', () => {
  const { marks, mark } = rowMarks()
  mark({ created: ['a'], updated: [] })
  mark({ created: Array.from({ length: 20 }, (_, i) => `r-${i}`), updated: [] })
  expect(marks.value.size).toBe(0)
})
