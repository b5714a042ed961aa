import { mount } from '@vue/test-utils'
import { expect, test } from 'vitest'
import SparkLine from './SparkLine.vue'

type Values = (number | undefined)[]
const show = (values: Values, base?: number) => mount(SparkLine, { props: { values, base } }).find('polyline')
const drawn = (values: Values, base?: number) => show(values, base).attributes('points')?.split(' ')
const flat = (n: number, value: number) => new Array<number>(n).fill(value)

test('the newest value is at the right edge, the highest at the top', () => {
  expect(drawn([...flat(8, 1), 0, 2])?.slice(-2)).toEqual(['58.5,19.0', '59.5,1.0'])
})

test('an unknown value is no zero', () => {
  const points = drawn([undefined, ...flat(9, 0.5), 1])
  expect(points).toHaveLength(10)
  expect(points?.at(0)).toBe('50.5,10.0')
})

test('the lower edge may stand for more than nothing', () => {
  expect(drawn([...flat(7, 0.9), 0.9, 1, 0.8], 0.9)?.slice(-3)).toEqual(['57.5,19.0', '58.5,1.0', '59.5,19.0'])
})

test('a few values are no line yet', () => {
  expect(show([...flat(50, 0).map(() => undefined), ...flat(9, 1)]).exists()).toBe(false)
  expect(show(flat(10, 1)).exists()).toBe(true)
})
