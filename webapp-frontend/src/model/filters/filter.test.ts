import { describe, expect, test } from 'vitest'
import { readFilter, type FilterName } from './filter'

const TAKEN: [FilterName, ...string[]][] = [
  ['minDurationMs', '0', '2500', '0100', '999999999999', '1000000000000'],
  ['maxCost', '0', '0.000000000001', '0000000005', '999999999.999999999999', '1000000000', '1000000000.00'],
  ['from', '2000-01-01T00:00Z', '2026-02-28T23:59:59.123456789+18:00', '2024-02-29T00:00:00-17:59'],
  ['to', '2099-12-31T23:59:59Z'],
  ['endpoint', 'x'.repeat(1_024)],
  ['q', 'x'.repeat(200), '%\t"'],
]

// Each of them is a 400 of the server, with which the view would have no rows.
const REFUSED: [FilterName, ...string[]][] = [
  ['minDurationMs', '1.5', '-1', '1e3', '1000000000001', '00000000000001', ' 1', '１'],
  ['maxCost', '.5', '5.', '-1', '1e3', '0.0000000000001', '1000000000.000000000001', '00000000005'],
  ['from', '1999-12-31T23:59:59Z', '2100-01-01T00:00:00Z', '2026-02-30T00:00:00Z', '2026-02-29T00:00:00Z'],
  ['from', '2026-13-01T00:00:00Z', '2026-01-00T00:00:00Z', '2026-01-11T24:00:00Z', '2026-01-11T15:60:00Z'],
  ['to', '2026-01-11', '2026-01-11T15:00:00', '2026-01-11T15:00:00+18:01', '2026-01-11T15:00:00.1234567890Z'],
  ['endpoint', 'x'.repeat(1_025), 'a\0b'],
  ['q', 'x'.repeat(201), 'a\0b'],
]

const each = (table: typeof TAKEN) => table.flatMap(([name, ...values]) => values.map((value) => ({ name, value })))

describe('what the server takes is a filter, and nothing else is', () => {
  test.each(each(TAKEN))('$name=$value', ({ name, value }) => {
    expect(readFilter({ [name]: value })).toEqual({ filter: { [name]: [value] }, ignored: [] })
  })

  test.each(each(REFUSED))('not $name=$value', ({ name, value }) => {
    expect(readFilter({ [name]: value })).toEqual({ filter: {}, ignored: [{ name, values: [value] }] })
  })
})

test('a range that ends below its beginning is none', () => {
  expect(readFilter({ minCost: '5', maxCost: '1', minDurationMs: '9', maxDurationMs: '10' })).toEqual({
    filter: { minDurationMs: ['9'], maxDurationMs: ['10'] },
    ignored: [
      { name: 'minCost', values: ['5'] },
      { name: 'maxCost', values: ['1'] },
    ],
  })
  expect(readFilter({ minCost: '999999999.000000000002', maxCost: '999999999.000000000001' }).filter).toEqual({})
  expect(readFilter({ minCost: '0.50', maxCost: '0.5' }).ignored).toEqual([])
})
