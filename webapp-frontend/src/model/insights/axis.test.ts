import { expect, test } from 'vitest'
import { axisLabels } from './axis'
import { createFormat } from '../format'

const labels = (values: number[], unit: Parameters<typeof axisLabels>[1]) =>
  axisLabels(values, unit, createFormat('en'))

test('all labels of an axis have the unit of the highest', () => {
  expect(labels([0, 5_000, 10_000], 'count')).toEqual(['0', '5k', '10k'])
  expect(labels([0, 500_000, 1_000_000], 'count')).toEqual(['0', '0.5M', '1.0M'])
  expect(labels([0, 2_000, 4_000], 'count')).toEqual(['0', '2,000', '4,000'])
  expect(labels([0, 500, 1_000], 'duration')).toEqual(['0', '0.5 s', '1.0 s'])
  expect(labels([0, 60_000, 120_000], 'duration')).toEqual(['0', '1 min', '2 min'])
  expect(labels([0, 200], 'duration')).toEqual(['0', '200 ms'])
  expect(labels([0, 0.05, 0.1], 'percent')).toEqual(['0', '5 %', '10 %'])
})

test('dollars have the decimals they need, and thousands are no ones', () => {
  expect(labels([0, 0.5, 1], 'cost')).toEqual(['0', '$0.5', '$1.0'])
  expect(labels([0, 500, 1_000], 'cost')).toEqual(['0', '$500', '$1,000'])
  expect(labels([0, 10_000, 20_000], 'cost')).toEqual(['0', '$10k', '$20k'])
})
