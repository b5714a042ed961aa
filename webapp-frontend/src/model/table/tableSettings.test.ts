import { expect, test } from 'vitest'
import { COLUMNS } from './columns'
import { completeOrder, moved, movedTo, readSettings, startingSettings, writeSettings } from './tableSettings'

const FIRST = COLUMNS.map(({ id }) => id)

test('what is written is read', () => {
  const settings = {
    order: movedTo(FIRST, 'cost', 'time'),
    shown: { endpoint: true, session: false },
    sizes: { model: 300 },
    sorting: { id: 'cost', desc: true },
    density: 'compact',
  } as const
  expect(readSettings(writeSettings(settings))).toEqual(settings)
  expect(readSettings(writeSettings(startingSettings))).toEqual(startingSettings)
})

test.each(['', 'nonsense', 'null', '[]', '{}', '{"version":99,"density":"compact"}'])('%j is no settings', (kept) => {
  expect(readSettings(kept)).toEqual(startingSettings)
})

test('what makes no sense is left out, the rest is kept', () => {
  const kept = {
    version: 1,
    order: ['cost', 'gone', 'cost', 7],
    shown: { time: 'no', model: false, gone: true },
    sizes: { model: 1e9, time: -5, cost: 90, status: 'wide' },
    sorting: { id: 'gone', desc: true },
    density: 'huge',
  }
  const read = readSettings(JSON.stringify(kept))
  expect(read.order[0]).toBe('time')
  expect([...read.order].sort()).toEqual([...FIRST].sort())
  expect(read).toMatchObject({ shown: { model: false }, sizes: { cost: 90 }, density: 'comfortable' })
  expect(read.shown).not.toHaveProperty('time')
  expect(read.sizes).toEqual({ cost: 90 })
  expect(read.sorting).toBeUndefined()
})

test('a column that is new to the settings stands after the one before it', () => {
  const without = FIRST.filter((id) => id !== 'session').reverse()
  const order = completeOrder(without)
  expect(order.filter((id) => id !== 'session')).toEqual(without)
  expect(order[order.indexOf('session') - 1]).toBe(FIRST[FIRST.indexOf('session') - 1])
})

test('moving passes hidden columns over, and stops at the ends', () => {
  const order = ['time', 'status', 'provider', 'model'] as const
  const isVisible = (id: string) => id !== 'status'
  expect(moved(order, 'provider', -1, isVisible)).toEqual(['provider', 'time', 'status', 'model'])
  expect(moved(order, 'time', 1, isVisible)).toEqual(['status', 'provider', 'time', 'model'])
  expect(moved(order, 'time', -1, isVisible)).toEqual(order)
  expect(moved(order, 'model', 1, isVisible)).toEqual(order)
  expect(movedTo(order, 'time', 'model')).toEqual(['status', 'provider', 'model', 'time'])
})
