import { describe, expect, test } from 'vitest'
import { createFormat } from './format'

const format = createFormat('en')

const quantity = ({ value, unit }: { value: string; unit: string }) => `${value} ${unit}`

describe('durations', () => {
  test.each([
    [0, '0 ms'],
    [840.4, '840 ms'],
    [1_000, '1.00 s'],
    [1_234, '1.23 s'],
    [9_994, '9.99 s'],
    [9_999, '10.0 s'],
    [59_949, '59.9 s'],
    [59_990, '1:00 min'],
    [125_000, '2:05 min'],
    [3_725_000, '1:02 h'],
  ])('%d ms is %s', (ms, text) => expect(quantity(format.duration(ms))).toBe(text))

  test('a running clock shows tenths, and never less than zero', () => {
    expect(quantity(format.elapsed(-50))).toBe('0.0 s')
    expect(quantity(format.elapsed(12_345))).toBe('12.3 s')
    expect(quantity(format.elapsed(61_000))).toBe('1:01 min')
  })
})

test.each([
  [0, '0'],
  [9_412, '9,412'],
  [12_400, '12.4k'],
  [999_949, '999.9k'],
  [999_999, '1.00M'],
  [1_240_000, '1.24M'],
  [54_580_000, '54.6M'],
  [3_100_000_000, '3.10B'],
])('%d is counted as %s', (n, text) => expect(format.count(n)).toBe(text))

test.each([
  [0, '$0'],
  [0.00001, '<$0.0001'],
  [0.0051, '$0.0051'],
  [0.99999, '$1.00'],
  [12.345, '$12.35'],
  [999.999, '$1,000'],
  [12_345.6, '$12,346'],
])('%d dollars are shown as %s', (usd, text) => expect(format.cost(usd)).toBe(text))

test('shows every known digit of a cost in the detail', () => {
  expect(format.exactCost(0.000000123456)).toBe('$0.000000123456')
})

test('rounds a success rate to one decimal, but never up to 100 %', () => {
  expect([1, 0.9999, 0.985, 2 / 3, 0.29, 0].map(format.percent)).toEqual(['100', '99.9', '98.5', '66.7', '29', '0'])
})

test('shows the day only where it is another one', () => {
  const now = new Date(2026, 10, 22, 14, 3, 22, 7).getTime()
  expect(format.time(now, now)).toEqual({ clock: '14:03:22', fraction: '.007' })
  expect(format.time(now - 86_400_000, now)).toEqual({ clock: 'Nov 21 14:03:22', fraction: '' })
})

test('tells how long ago', () => {
  const now = Date.parse('2026-01-11T15:00:00Z')
  const ago = (seconds: number) => format.ago(new Date(now - seconds * 1_000).toISOString(), now)
  expect([-3, 2, 42, 125, 7_300].map(ago)).toEqual(['now', 'now', '42 sec. ago', '2 min. ago', '2 hr. ago'])
})

test('writes as the readers of another locale do', () => {
  const chinese = createFormat('zh-CN')
  expect(chinese.cost(0.0051)).toBe('$0.0051')
  expect(chinese.ago('2026-01-11T15:00:00Z', Date.parse('2026-01-11T15:02:05Z'))).toBe('2分钟前')
  const german = createFormat('de')
  expect(quantity(german.duration(1_234))).toBe('1,23 s')
  expect(german.exact(1_234_567)).toBe('1.234.567')
})
