import { expect, test } from 'vitest'
import { canonicalQuery, parameters, streamQuery } from './query'

test('a list gives its parameter once for each value, and what is undefined is left out', () => {
  expect(parameters({ provider: ['a', 'b'], q: undefined, httpStatus: 429 })).toEqual([
    ['provider', 'a'],
    ['provider', 'b'],
    ['httpStatus', '429'],
  ])
})

test.each([
  [
    { status: 'error', provider: ['b', 'a'] },
    { provider: ['a', 'b', 'a'], status: ['error'] },
  ],
  [{ httpStatus: 429 }, { httpStatus: ['429'], q: '', model: [], endpoint: undefined }],
  [{}, { q: '' }],
])('%o and %o are one query', (one, other) => {
  expect(canonicalQuery(one)).toBe(canonicalQuery(other))
})

test('values cannot be taken for other parameters', () => {
  expect(canonicalQuery({ q: 'a&status=error' })).not.toBe(canonicalQuery({ q: 'a', status: 'error' }))
})

test('a stream has no time to begin or end at', () => {
  expect(streamQuery({ from: '2026-01-01T00:00:00Z', to: '2026-01-02T00:00:00Z', limit: 9, status: 'error' })).toEqual({
    status: 'error',
  })
})
