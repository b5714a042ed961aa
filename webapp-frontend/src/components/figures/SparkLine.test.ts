import { mount } from '@vue/test-utils'
import { expect, test } from 'vitest'
import SparkLine from './SparkLine.vue'

const drawn = (values: (number | undefined)[], base?: number) =>
  mount(SparkLine, { props: { values, base } }).find('polyline').attributes('points')?.split(' ')

test('the newest value is at the right edge, the highest at the top', () => {
  expect(drawn([0, 2])).toEqual(['58.5,19.0', '59.5,1.0'])
})

test('an unknown value is no zero', () => {
  expect(drawn([undefined, 0.5, 1])).toEqual(['58.5,10.0', '59.5,1.0'])
})

test('the lower edge may stand for more than nothing', () => {
  expect(drawn([0.9, 1, 0.8], 0.9)).toEqual(['57.5,19.0', '58.5,1.0', '59.5,19.0'])
})

test('one value is no line', () => {
  expect(
    mount(SparkLine, { props: { values: [undefined, 1] } })
      .find('polyline')
      .exists(),
  ).toBe(false)
})
