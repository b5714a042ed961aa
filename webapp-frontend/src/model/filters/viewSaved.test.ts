import { expect, test } from 'vitest'
import { readView, writeView } from './view'
import { BUILT_IN, MOST_VIEWS, readSaved, remove, rename, save, type SavedView } from './viewSaved'

const ERRORS = { status: ['error'] }

test('saved views survive being written and read', () => {
  const views = save(save([], 'Errors of mine', ERRORS), 'Hour', { range: ['1h'] })
  expect(readSaved(JSON.stringify(views))).toEqual(views)
})

test('what a browser kept is believed only as far as it makes sense', () => {
  expect(readSaved('no JSON')).toEqual([])
  expect(readSaved('{"name":"x"}')).toEqual([])
  const kept: unknown[] = [
    null,
    'x',
    { name: 7, query: ERRORS },
    { name: '   ', query: ERRORS },
    { name: 'nothing left', query: { status: ['gone'], other: ['x'] } },
    { name: 'half', query: { status: ['gone', 'error'], constructor: ['x'] } },
    { name: '  long   name ', query: { model: 'gpt-5' } },
    { name: 'dearest', query: { sort: '-cost', columns: 'gone' } },
  ]
  expect(readSaved(JSON.stringify(kept))).toEqual([
    { name: 'half', query: { status: ['error'] } },
    { name: 'long name', query: { model: ['gpt-5'] } },
    { name: 'dearest', query: { sort: ['-cost'] } },
  ])
})

test('there is a most of them, also in what was kept; a known name is replaced all the same', () => {
  const many: SavedView[] = Array.from({ length: 70 }, (_, i) => ({ name: `v${i}`, query: ERRORS }))
  const kept = readSaved(JSON.stringify(many))
  expect(kept).toHaveLength(MOST_VIEWS)
  expect(save(kept, 'one more', ERRORS)).toHaveLength(MOST_VIEWS)
  expect(save(kept, 'v3', { q: ['x'] })[3]).toEqual({ name: 'v3', query: { q: ['x'] } })
})

test('a view is renamed, but not to the name of another, and deleted', () => {
  const views = save(save([], 'a', ERRORS), 'b', ERRORS)
  expect(rename(views, 'a', ' c ').map(({ name }) => name)).toEqual(['c', 'b'])
  expect(rename(views, 'a', 'b')).toEqual(views)
  expect(rename(views, 'a', '  ')).toEqual(views)
  expect(remove(views, 'a').map(({ name }) => name)).toEqual(['b'])
})

test('the views that everybody has make sense', () => {
  for (const { query } of BUILT_IN) {
    const view = readView(query)
    expect(view.ignored).toEqual([])
    expect(writeView(view)).toEqual(query)
  }
})
