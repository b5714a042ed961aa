import { describe, expect, test } from 'vitest'
import { filterOf } from './filter'
import {
  countConditions,
  isShown,
  readView,
  serverFilter,
  viewText,
  wholeView,
  withTable,
  withView,
  writeView,
} from './view'
import { isWithin } from './viewTime'

const NOW = Date.parse('2026-01-11T15:00:00Z')

test('a view that is written and read is the same view', () => {
  const address = {
    provider: ['anthropic', 'openai'],
    status: ['error'],
    minCost: ['0.1'],
    maxDurationMs: ['2500'],
    q: ['over & loaded'],
    range: ['6h'],
  }
  const view = readView(address)
  expect(view.ignored).toEqual([])
  expect(writeView(view)).toEqual(address)
  expect(readView(writeView(view))).toEqual(view)
  expect(countConditions(view)).toBe(6)
})

test('a parameter that is given once is a list of one', () => {
  expect(filterOf({ model: 'gpt-5', channel: '', other: 'x' })).toEqual({ model: ['gpt-5'] })
})

test('values that make no sense are left out and named; the others hold', () => {
  const { filter, time, ignored } = readView({
    status: ['error', 'gone'],
    httpStatus: '9999',
    minCost: '-1',
    maxDurationMs: 'long',
    stream: 'maybe',
    q: 'x'.repeat(201),
    range: '3y',
    from: 'yesterday',
    model: ['a', 'a'],
  })
  expect(filter).toEqual({ status: ['error'], model: ['a'] })
  expect(time).toEqual({})
  expect(Object.fromEntries(ignored.map(({ name, values }) => [name, values]))).toEqual({
    status: ['gone'],
    httpStatus: ['9999'],
    minCost: ['-1'],
    maxDurationMs: ['long'],
    stream: ['maybe'],
    q: ['x'.repeat(201)],
    range: ['3y'],
    from: ['yesterday'],
  })
})

test('more values than the server takes are cut', () => {
  const { filter, ignored } = readView({ sessionId: Array.from({ length: 51 }, (_, i) => `s${i}`) })
  expect(filter.sessionId).toHaveLength(50)
  expect(ignored).toEqual([{ name: 'sessionId', values: ['s50'] }])
})

describe('time', () => {
  test('a range up to now begins so long before now, and has no end', () => {
    const view = readView({ range: '15m', from: '2026-01-01T00:00:00Z' })
    expect(view.time).toEqual({ range: '15m' })
    expect(serverFilter(view, NOW)).toEqual({ from: ['2026-01-11T14:45:00.000Z'] })
  })

  test('bounds are taken as they are; those in the wrong order are not', () => {
    const bounds = { from: '2026-01-11T08:00:00+08:00', to: '2026-01-11T15:00:00.500Z' }
    expect(serverFilter(readView(bounds), NOW)).toEqual({ from: [bounds.from], to: [bounds.to] })
    expect(readView({ from: bounds.to, to: bounds.from })).toEqual({
      filter: {},
      time: {},
      ignored: [{ name: 'from', values: [bounds.to] }],
    })
  })

  test('within is from the first moment to before the last', () => {
    const bounds = { from: ['2026-01-11T14:00:00Z'], to: ['2026-01-11T15:00:00Z'] }
    expect(isWithin(bounds, '2026-01-11T14:00:00.000Z')).toBe(true)
    expect(isWithin(bounds, '2026-01-11T13:59:59.999Z')).toBe(false)
    expect(isWithin(bounds, '2026-01-11T15:00:00.000Z')).toBe(false)
    expect(isWithin({ provider: ['a'] }, 'whenever')).toBe(true)
  })
})

test('what is not of the view stays in the address', () => {
  const address = { id: 'r-1', provider: 'a', range: '1h', sort: '-cost' }
  expect(withView(address, { model: ['b'] })).toEqual({ id: 'r-1', sort: '-cost', model: ['b'] })
})

test('how the table is shown goes with the rows, and filters nothing', () => {
  const address = { id: 'r-1', provider: 'a', sort: '-cost', columns: 'endpoint' }
  expect(readView(address)).toEqual({ filter: { provider: ['a'] }, time: {}, ignored: [] })
  expect(wholeView(address)).toEqual({ provider: ['a'], sort: ['-cost'], columns: ['endpoint'] })
  expect(withTable(address, { sort: 'in' })).toEqual({ id: 'r-1', provider: 'a', sort: ['in'] })
})

test('a view that says nothing about the table is shown with any', () => {
  const shown = { status: ['error'], sort: ['-cost'] }
  expect(isShown({ status: ['error'] }, shown)).toBe(true)
  expect(isShown(shown, shown)).toBe(true)
  expect(isShown({ status: ['error'], sort: ['in'] }, shown)).toBe(false)
  expect(isShown({ status: ['error'], columns: ['in'] }, shown)).toBe(false)
  expect(isShown({}, shown)).toBe(false)
})

test('the order of names and values makes no other view', () => {
  expect(viewText({ a: ['2', '1'], b: ['3'] })).toBe(viewText({ b: ['3'], a: ['1', '2'] }))
  expect(viewText({ a: ['1'] })).not.toBe(viewText({ a: ['2'] }))
})
