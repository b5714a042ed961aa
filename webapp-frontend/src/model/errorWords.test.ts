import { expect, test } from 'vitest'
import { errorWords } from './errorWords'

test('what was recorded goes before the upstream, and its message before its JSON', () => {
  const upstreamError = '{"type":"error","error":{"type":"overloaded_error","message":"Overloaded"}}'
  expect(errorWords({ error: 'gave up', upstreamError })).toBe('gave up')
  expect(errorWords({ upstreamError })).toBe('Overloaded')
  expect(errorWords({ upstreamError: '[{"error":{"message":"quota"}}]' })).toBe('quota')
  expect(errorWords({ upstreamError: '{"message":"no"}' })).toBe('no')
})

test('what has no message is shown as it came', () => {
  for (const upstreamError of ['{"code":7}', '<html>Bad gateway', '{"error":{}}', 'null'])
    expect(errorWords({ upstreamError })).toBe(upstreamError)
  expect(errorWords({})).toBeUndefined()
})
