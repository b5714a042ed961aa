import { expect, test } from 'vitest'
import { addSample, growthPerSecond, ratesOf, type Sample } from './figures'

const sample = (s: number, requests: number, from = 'a'): Sample => ({
  at: s * 1_000,
  from,
  requests,
  tokens: requests * 100,
  cost: requests * 0.01,
})

test('the growth of a day gives the rate of a minute', () => {
  const growth = growthPerSecond([sample(0, 100), sample(5, 110), sample(10, 120)])
  expect(growth).toEqual({ requests: 2, tokens: 200, cost: expect.closeTo(0.02) })
  expect(ratesOf(growth ?? sample(0, 0))).toEqual({ requests: 2, tokens: 12_000, cost: expect.closeTo(72) })
})

test('a step on which the day moved on says nothing, since it lost what it had gained a day ago', () => {
  const samples = [sample(0, 100), sample(5, 110), sample(10, 20, 'b'), sample(15, 30, 'b')]
  expect(growthPerSecond(samples)?.requests).toBe(2)
})

test('deleted records are no traffic, and one sample is no rate', () => {
  expect(growthPerSecond([sample(0, 100), sample(5, 40), sample(10, 50)])?.requests).toBe(2)
  expect(growthPerSecond([sample(0, 100)])).toBeUndefined()
  expect(growthPerSecond([sample(0, 100), sample(5, 90, 'b')])).toBeUndefined()
  expect(growthPerSecond([sample(0, 100), sample(5, 110)], 20_000)).toBeUndefined()
})

test('samples beyond the window are forgotten, and those of a clock that was set back', () => {
  const samples = [sample(0, 1), sample(30, 2), sample(70, 3)]
  expect(addSample(samples, sample(75, 4), 60_000).map(({ at }) => at)).toEqual([30_000, 70_000, 75_000])
  expect(addSample(samples, sample(40, 4), 60_000).map(({ at }) => at)).toEqual([0, 30_000, 40_000])
})
