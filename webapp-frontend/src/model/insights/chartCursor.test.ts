import { expect, test } from 'vitest'
import { bucketAt, moved, spanOf } from './chartCursor'

const STARTS = [0, 60, 120, 180]
const END = 240

test('arrows go one bucket on or back, and stop at the ends', () => {
  expect(moved({ at: 60 }, 'arrowright', false, STARTS)).toEqual({ at: 120 })
  expect(moved({ at: 60 }, 'arrowleft', false, STARTS)).toEqual({ at: 0 })
  expect(moved({ at: 0 }, 'arrowleft', false, STARTS)).toEqual({ at: 0 })
  expect(moved({ at: 180 }, 'arrowup', false, STARTS)).toEqual({ at: 180 })
  expect(moved({ at: 60 }, 'home', false, STARTS)).toEqual({ at: 0 })
  expect(moved({ at: 60 }, 'end', false, STARTS)).toEqual({ at: 180 })
})

test('other keys move nothing, nor does any where there are no buckets', () => {
  expect(moved({ at: 60 }, 'tab', false, STARTS)).toBeUndefined()
  expect(moved({ at: 60 }, 'arrowleft', false, [])).toBeUndefined()
  expect(spanOf({ at: 60 }, [], END)).toBeUndefined()
})

test('a range is from where it was begun to the cursor, whichever comes first, both included', () => {
  const begun = moved({ at: 120 }, 'arrowleft', true, STARTS)
  expect(begun).toEqual({ at: 60, anchor: 120 })
  expect(spanOf({ at: 60, anchor: 120 }, STARTS, END)).toEqual({ from: 60, to: 180 })
  expect(spanOf({ at: 180, anchor: 120 }, STARTS, END)).toEqual({ from: 120, to: END })
  expect(moved({ at: 60, anchor: 120 }, 'home', true, STARTS)).toEqual({ at: 0, anchor: 120 })
})

test('without Shift the range is let go, and the one bucket is left', () => {
  const alone = moved({ at: 60, anchor: 120 }, 'arrowright', false, STARTS)
  expect(alone).toEqual({ at: 120 })
  expect(spanOf({ at: 120 }, STARTS, END)).toEqual({ from: 120, to: 180 })
})

test('buckets that have moved on are found by their time; what is gone is the first', () => {
  const later = STARTS.map((start) => start + 60)
  expect(bucketAt(120, later)).toBe(1)
  expect(bucketAt(0, later)).toBe(0)
  expect(spanOf({ at: 120, anchor: 0 }, later, END + 60)).toEqual({ from: 60, to: 180 })
})
