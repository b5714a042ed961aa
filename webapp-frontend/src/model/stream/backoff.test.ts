import { expect, test } from 'vitest'
import { seeded } from '../../testing/records'
import { byeDelay, retryDelay } from './backoff'

test('waits 1, 2, 4, 8, 16 s and then 30 s for ever', () => {
  const middle = () => 0.5
  expect([0, 1, 2, 3, 4, 5, 6, 1_000].map((step) => retryDelay(step, middle))).toEqual([
    1_000, 2_000, 4_000, 8_000, 16_000, 30_000, 30_000, 30_000,
  ])
})

test('spreads each delay by up to 20 % to both sides', () => {
  expect(retryDelay(0, () => 0)).toBe(800)
  expect(retryDelay(0, () => 1)).toBe(1_200)
  const random = seeded(7)
  const delays = Array.from({ length: 200 }, () => retryDelay(9, random))
  expect(Math.min(...delays)).toBeGreaterThanOrEqual(24_000)
  expect(Math.max(...delays)).toBeLessThanOrEqual(36_000)
  expect(new Set(delays).size).toBeGreaterThan(150)
})

test('comes back after a goodbye no earlier than it was told', () => {
  expect(byeDelay(2_000, () => 0)).toBe(2_000)
  expect(byeDelay(2_000, () => 1)).toBe(2_400)
})
