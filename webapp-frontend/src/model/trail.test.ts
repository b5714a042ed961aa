import { expect, test } from 'vitest'
import { extendTrail } from './trail'
import type { Stats } from './types'

const stats = (change: Partial<Stats> = {}): Stats => ({
  totalRequests: 0,
  pending: 0,
  byStatus: {},
  totalCost: 0,
  unpriced: 0,
  inputTokens: 0,
  outputTokens: 0,
  totalTokens: 0,
  ...change,
})

test('a point holds what came between two stats', () => {
  const point = extendTrail([], stats({ totalRequests: 3 }), stats({ totalRequests: 5, pending: 2, successRate: 0.5 }))
  expect(point).toEqual([{ requests: 2, inFlight: 2, success: 0.5, tokens: 0, cost: 0 }])
})

test('while nothing has ended there is no success rate, not one of zero', () => {
  expect(extendTrail([], stats(), stats({ pending: 1 }))[0]?.success).toBeUndefined()
})
