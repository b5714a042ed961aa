import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { effectScope, type EffectScope } from 'vue'
import { useStreamSigns } from './useStreamSigns'
import { useWakeUp } from './useWakeUp'

const HOURS_MS = 3 * 3_600_000
let scope: EffectScope

beforeEach(() => {
  vi.useFakeTimers()
  scope = effectScope()
})
afterEach(() => {
  scope.stop()
  vi.useRealTimers()
})

/** The device sleeps: its timers stand still, and its clock does not. */
const sleep = (ms: number) => vi.setSystemTime(Date.now() + ms)

function wakeUp() {
  const check = vi.fn()
  const made = scope.run(() => useWakeUp(check, Date.now))
  return { check, look: () => made?.look() }
}

test('a clock that goes on as it should is no awakening', () => {
  const { check } = wakeUp()
  vi.advanceTimersByTime(HOURS_MS)
  expect(check).not.toHaveBeenCalled()
})

test('a clock that jumped is one, a moment after it is noticed and once', () => {
  const { check } = wakeUp()
  vi.advanceTimersByTime(7_000)
  sleep(HOURS_MS)
  vi.advanceTimersByTime(3_000)
  expect(check, 'what arrived in the meantime may still be in the queue').not.toHaveBeenCalled()
  vi.advanceTimersByTime(300)
  expect(check).toHaveBeenCalledTimes(1)
  vi.advanceTimersByTime(HOURS_MS)
  expect(check).toHaveBeenCalledTimes(1)

  sleep(HOURS_MS)
  vi.advanceTimersByTime(5_300)
  expect(check, 'the next night').toHaveBeenCalledTimes(2)
})

test('a timer that is a little late, or a clock that is set back, is none', () => {
  const { check } = wakeUp()
  sleep(4_000)
  vi.advanceTimersByTime(5_300)
  sleep(-HOURS_MS)
  vi.advanceTimersByTime(60_000)
  expect(check).not.toHaveBeenCalled()
})

test('it can be asked for, and ends with its scope', () => {
  const { check, look } = wakeUp()
  look()
  look()
  vi.advanceTimersByTime(300)
  expect(check).toHaveBeenCalledTimes(1)
  look()
  scope.stop()
  sleep(HOURS_MS)
  vi.advanceTimersByTime(60_000)
  expect(check).toHaveBeenCalledTimes(1)
})

test.each([
  ['silent since', HOURS_MS, true, 1],
  ['that has just spoken', 2_000, true, 0],
  ['that is closed', HOURS_MS, false, 0],
])(
  'after a sleep, a stream %s is taken for lost or left alone, and what is due is tried',
  (_, silentMs, open, losses) => {
    const [lost, tryNow] = [vi.fn(), vi.fn()]
    const stream = { isOpen: () => open, silentMs: () => silentMs, staleMs: 12_000, know: vi.fn(), lost, tryNow }
    scope.run(() => useStreamSigns(stream, { now: Date.now, window: new EventTarget() }))
    sleep(HOURS_MS)
    vi.advanceTimersByTime(5_300)
    expect(lost).toHaveBeenCalledTimes(losses)
    expect(tryNow).toHaveBeenCalledTimes(1)
  },
)
