import { describe, expect, test } from 'vitest'
import { record } from '../../testing/records'
import type { Query } from '../query'
import { recordFilter } from './recordFilter'

const LOG = record({
  id: 'Req-1',
  status: 'error',
  providerName: 'anthropic',
  channelId: 'ch-1',
  channelName: 'Main',
  model: 'claude-sonnet-4-5',
  responseModel: 'claude-sonnet-4-5-20250929',
  endpoint: '/v1/messages',
  clientId: 'ci',
  sessionId: 's-1',
  httpStatus: 529,
  stream: false,
  attemptOf: 'Req-0',
  price: 0.25,
  durationMs: 2_500,
  error: 'Overloaded, try LATER',
  upstreamError: 'hidden words',
})

/** The same table holds for LogFilter on the server. */
describe('asked for', () => {
  test.each<Query>([
    {},
    { provider: 'anthropic' },
    { provider: ['openai', 'anthropic'] },
    { channel: 'ch-1' },
    { channel: 'Main' },
    { model: 'claude-sonnet-4-5', status: ['error', 'timeout'], endpoint: '/v1/messages' },
    { clientId: 'ci', sessionId: 's-1', attemptOf: 'Req-0' },
    { httpStatus: 529 },
    { httpStatus: ['200', '529'] },
    { stream: 'false' },
    { minCost: '0.25', maxCost: '0.250' },
    { minDurationMs: 2_500, maxDurationMs: '2500' },
    { q: 'req-1' },
    { q: 'OVERLOADED' },
    { q: 'main' },
    { q: '' },
    { provider: '', model: [] },
    { unknown: 'x', from: '2030-01-01T00:00:00Z' },
  ])('%o', (query) => {
    expect(recordFilter(query)(LOG)).toBe(true)
  })
})

describe('not asked for', () => {
  test.each<Query>([
    { provider: 'Anthropic' },
    { provider: 'anthropic', model: 'gpt-5' },
    { model: 'claude-sonnet-4-5-20250929' },
    { channel: 'main' },
    { status: 'completed' },
    { httpStatus: 500 },
    { stream: 'true' },
    { minCost: 0.26 },
    { maxCost: '0.2' },
    { minDurationMs: 2_501 },
    { maxDurationMs: 2_499 },
    { q: 'hidden' },
    { q: '20250929' },
    { q: '%' },
  ])('%o', (query) => {
    expect(recordFilter(query)(LOG)).toBe(false)
  })
})

test.each<Query>([
  { provider: 'a' },
  { httpStatus: 200 },
  { stream: 'false' },
  { minCost: 0 },
  { maxDurationMs: 9 },
  { q: 'undefined' },
])('what a record does not say matches nothing: %o', (query) => {
  expect(recordFilter(query)(record())).toBe(false)
})
