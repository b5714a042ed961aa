import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { effectScope, type EffectScope } from 'vue'
import { useFrameBatch } from './useFrameBatch'

let scope: EffectScope
let batches: number[][]

beforeEach(() => {
  scope = effectScope()
  batches = []
})

afterEach(() => {
  scope.stop()
  vi.unstubAllGlobals()
})

const batch = () => scope.run(() => useFrameBatch<number>((items) => batches.push(items)))

test('what comes within a frame is handed over with it, in order', async () => {
  const { push } = batch() ?? expect.fail()
  push(1)
  push(2)
  expect(batches).toEqual([])
  await vi.waitFor(() => expect(batches).toEqual([[1, 2]]))
})

test('where no frames are drawn it is handed over all the same', async () => {
  vi.stubGlobal('requestAnimationFrame', () => 0)
  const { push } = batch() ?? expect.fail()
  push(1)
  await vi.waitFor(() => expect(batches).toEqual([[1]]), { timeout: 5_000 })
})

test('it never holds more than two thousand, whatever frames and timers do', () => {
  vi.stubGlobal('requestAnimationFrame', () => 0)
  const { push } = batch() ?? expect.fail()
  for (let i = 0; i < 5_000; i++) push(i)
  expect(batches.map((items) => items.length)).toEqual([2_000, 2_000])
})
