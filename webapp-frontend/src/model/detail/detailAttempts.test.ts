import { expect, test } from 'vitest'
import { record } from '../../testing/records'
import { attemptChain, rootOf } from './detailAttempts'

const end = record({ id: 'call', initialTime: '2026-01-11T15:00:00Z' })
const first = record({ id: 'z', attemptOf: 'call', status: 'retry_wait', initialTime: '2026-01-11T15:00:00Z' })
const second = record({ id: 'a', attemptOf: 'call', status: 'failover', initialTime: '2026-01-11T15:00:02Z' })

test('attempts stand in their order and end in the request', () => {
  expect(attemptChain('call', [second, end, first]).map(({ id }) => id)).toEqual(['z', 'a', 'call'])
})

test('a further try may be the attempt that answered', () => {
  const given = record({ id: 'one', status: 'retry_wait' })
  const answer = record({ id: 'two', attemptOf: 'one', initialTime: '2026-01-11T15:00:05Z' })
  expect(attemptChain('one', [answer, given]).map(({ id }) => id)).toEqual(['one', 'two'])
})

test('a record counts in its newest state, and those of others not at all', () => {
  const later = { ...second, rev: 2, error: 'Overloaded' }
  expect(attemptChain('call', [later, second, record({ id: 'other' }), end])).toEqual([later, end])
})

test('a request that was made once has no chain', () => {
  expect(attemptChain('call', [end])).toEqual([])
})

test('an attempt belongs to its request', () => {
  expect(rootOf(first)).toBe('call')
  expect(rootOf(end)).toBe('call')
})
