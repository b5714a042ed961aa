import { expect, test } from 'vitest'
import { fromUnit, toUnit } from './viewBounds'

test.each([
  ['cost', '0.1', '0.1'],
  ['cost', '.5', '0.5'],
  ['cost', '12', '12'],
  ['cost', '0.000000000001', '0.000000000001'],
  ['duration', '10', '10000'],
  ['duration', '0,25', '250'],
  ['duration', '1.2345', '1235'],
  ['duration', '0', '0'],
  ['cost', '  ', ''],
] as const)('%s of %s is asked for as %s', (figure, typed, value) => {
  expect(fromUnit(figure, typed)).toBe(value)
})

test.each(['-1', '1e3', 'ten', '1.2.3', '1,000.5', '$5'])('%s is no number', (typed) => {
  expect(fromUnit('cost', typed)).toBeUndefined()
})

test.each([
  ['duration', '10000', '10'],
  ['duration', '250', '0.25'],
  ['duration', '5', '0.005'],
  ['duration', '0', '0'],
  ['cost', '0.10', '0.1'],
  ['cost', '100', '100'],
] as const)('%s of %s is shown as %s', (figure, value, shown) => {
  expect(toUnit(figure, value)).toBe(shown)
})

test('no bound is an empty field', () => {
  expect(toUnit('cost', undefined)).toBe('')
})
