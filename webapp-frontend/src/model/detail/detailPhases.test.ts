import { expect, test } from 'vitest'
import { record } from '../../testing/records'
import { phasesOf } from './detailPhases'

const AT = Date.parse('2026-01-11T15:00:00.123Z')

test('waits for the first token, then streams', () => {
  expect(phasesOf(record({ durationMs: 2_000, firstTokenDurationMs: 500, outputTokens: 300 }), AT)).toEqual({
    totalMs: 2_000,
    running: false,
    phases: [
      { name: 'waiting', ms: 500, share: 0.25, running: false },
      { name: 'streaming', ms: 1_500, share: 0.75, running: false },
    ],
    tokensPerSecond: 200,
  })
})

test('runs while pending, by the clock of the server', () => {
  expect(phasesOf(record({ status: 'pending' }), AT + 1_500)).toMatchObject({
    totalMs: 1_500,
    running: true,
    phases: [{ name: 'waiting', share: 1, running: true }],
  })
  expect(phasesOf(record({ status: 'pending', firstTokenDurationMs: 400 }), AT + 1_000)?.phases).toEqual([
    { name: 'waiting', ms: 400, share: 0.4, running: false },
    { name: 'streaming', ms: 600, share: 0.6, running: true },
  ])
  expect(phasesOf(record({ status: 'pending' }), AT - 50)?.totalMs, 'a clock that is behind').toBe(0)
})

test('an answer without a first token came in one piece, and one of unknown length says nothing', () => {
  expect(phasesOf(record({ durationMs: 1_000, outputTokens: 50 }), AT)).toMatchObject({
    phases: [{ name: 'whole', share: 1 }],
    // As in the table: without a first token nothing says when the answer began.
    tokensPerSecond: undefined,
  })
  expect(phasesOf(record({ status: 'error', durationMs: 30 }), AT)?.phases[0]?.name).toBe('none')
  expect(phasesOf(record({ status: 'error' }), AT)).toBeUndefined()
})

test('what came at once has no speed', () => {
  const burst = record({ durationMs: 1_000, firstTokenDurationMs: 999, outputTokens: 50 })
  expect(phasesOf(burst, AT)?.tokensPerSecond).toBeUndefined()
})
