import { expect, test } from 'vitest'
import { COLUMN_IDS, COLUMNS, shownAt, tracksOf, type ColumnId } from './columns'

const shown = (width: number) => COLUMN_IDS.filter((id) => shownAt(width)[id])

test('every column is defined once', () => {
  expect(COLUMNS.map(({ id }) => id).sort()).toEqual([...COLUMN_IDS].sort())
})

test('the wider the table, the more columns, and at first none needs to be scrolled', () => {
  let before: ColumnId[] = []
  for (let width = 780; width <= 3_840; width += 20) {
    const ids = shown(width)
    expect(ids).toEqual(expect.arrayContaining(before))
    before = ids
    const least = tracksOf(ids, {}, width).least + ids.length * 14 + 2 * 16 + 56
    expect(least, `at ${width} px`).toBeLessThanOrEqual(width)
  }
  expect(shown(800)).toEqual(['time', 'status', 'provider', 'model', 'duration', 'cost'])
  expect(before).toHaveLength(COLUMN_IDS.length - 1)
})

test('columns grow into what is left, unless they were given a size', () => {
  expect(tracksOf(['time', 'model', 'session'], { session: 200 }, 1_440)).toEqual({
    tracks: ['112px', 'minmax(180px, 1.6fr)', '200px'],
    least: 112 + 180 + 200,
  })
})
