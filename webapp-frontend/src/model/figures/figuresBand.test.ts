import { expect, test } from 'vitest'
import { bandOf, LEAST_POINTS, outside } from './figuresBand'

const around = (middle: number, by: number, points = 60) =>
  Array.from({ length: points }, (_, i) => middle + (i % 3 === 0 ? -by : i % 3 === 1 ? by : 0))

test('a band is as wide as the figure usually swings', () => {
  expect(bandOf('p95', around(6_000, 1_000))).toEqual({ low: 6_000 - 5_930.4, high: 6_000 + 5_930.4 })
})

test('one hour of peaks does not widen it', () => {
  const steady = around(6_000, 300)
  const band = bandOf('p95', steady)
  const withPeaks = bandOf('p95', [...steady.slice(8), ...Array.from({ length: 8 }, () => 60_000)])
  expect(withPeaks?.high).toBeLessThan((band?.high ?? 0) * 1.2)
})

test('a quiet server does not flap: the band has a least width', () => {
  const quiet = Array.from({ length: 60 }, () => 0)
  const band = bandOf('requests', quiet)
  expect(outside('requests', 0.4, band)).toBeUndefined()
  expect(outside('requests', 0.6, band)).toBe('high')
})

test('too few points have no habit, and what is unknown is no point', () => {
  expect(bandOf('cost', around(1, 0, LEAST_POINTS - 1))).toBeUndefined()
  expect(bandOf('cost', [...around(1, 0, LEAST_POINTS - 1), undefined, undefined])).toBeUndefined()
  expect(outside('cost', 1_000, undefined)).toBeUndefined()
})

test('only the side that is worth a word counts', () => {
  const success = bandOf('success', around(0.99, 0))
  expect(outside('success', 0.9, success)).toBe('low')
  expect(outside('success', 1, success)).toBeUndefined()
  const requests = bandOf('requests', around(10, 0.1))
  expect(outside('requests', 0, requests)).toBe('low')
  expect(outside('inFlight', 0, bandOf('inFlight', around(40, 0)))).toBeUndefined()
  expect(outside('inFlight', undefined, bandOf('inFlight', around(40, 0)))).toBeUndefined()
})
