import { expect, test } from 'vitest'
import { COLUMN_IDS, COLUMNS } from './columns'
import { keptAfter, readTable, settingsAt, tableAddress } from './tableAddress'
import { movedTo, startingSettings, type TableSettings } from './tableSettings'

const FIRST = COLUMNS.map(({ id }) => id)
const MINE: TableSettings = {
  ...startingSettings,
  order: movedTo(FIRST, 'error', 'time'),
  shown: { channel: false },
  sizes: { model: 300 },
  sorting: { id: 'out', desc: false },
  density: 'compact',
}
const THEIRS: Partial<TableSettings> = {
  order: movedTo(FIRST, 'cost', 'status'),
  shown: { endpoint: true, session: false },
  sorting: { id: 'cost', desc: true },
}

test('a table as at first says nothing', () => {
  expect(tableAddress(startingSettings, startingSettings)).toEqual({})
  expect(settingsAt({}, startingSettings)).toEqual(startingSettings)
})

test('it is told in few words, and shown by whoever reads them', () => {
  const address = tableAddress({ ...startingSettings, ...THEIRS }, startingSettings)
  expect(address).toEqual({ sort: '-cost', columns: '~cost,~status,endpoint,-session,~rate' })
  expect(readTable({ ...address })).toEqual({ table: address, ignored: [] })
  expect(settingsAt(address, MINE), 'widths and density are the reader’s own').toEqual({ ...MINE, ...THEIRS })
})

test('any column may stand in the place of any other', () => {
  for (const id of FIRST) {
    for (const target of FIRST) {
      const order = movedTo(FIRST, id, target)
      expect(settingsAt(tableAddress({ ...startingSettings, order }, MINE), startingSettings).order).toEqual(order)
    }
  }
})

test('what is as at first is said where another is remembered', () => {
  expect(tableAddress(startingSettings, MINE)).toEqual({ sort: 'default', columns: 'default' })
  expect(settingsAt({ sort: 'default', columns: 'default' }, MINE)).toEqual({
    ...startingSettings,
    sizes: MINE.sizes,
    density: MINE.density,
  })
})

test('a change is remembered; of what a link brought along, nothing is', () => {
  const sorting = { id: 'time', desc: false } as const
  expect(keptAfter({ ...MINE, sorting }, MINE, MINE)).toEqual({ ...MINE, sorting })
  const borrowed = { ...MINE, ...THEIRS }
  expect(keptAfter({ ...borrowed, sorting, density: 'comfortable' }, borrowed, MINE)).toEqual({
    ...MINE,
    density: 'comfortable',
  })
})

test('what makes no sense is named, and changes nothing', () => {
  const all = COLUMN_IDS.map((id) => `-${id}`).join()
  for (const columns of ['cost,gone', 'cost,cost', 'cost,', '--cost', all]) {
    expect(readTable({ columns })).toEqual({ table: {}, ignored: [{ name: 'columns', values: [columns] }] })
  }
  expect(readTable({ sort: ['gone', '-cost', 'time'] })).toEqual({
    table: { sort: '-cost' },
    ignored: [{ name: 'sort', values: ['gone', 'time'] }],
  })
  expect(readTable({ sort: '', columns: null })).toEqual({ table: {}, ignored: [] })
})
