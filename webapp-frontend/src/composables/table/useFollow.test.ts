import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { effectScope, nextTick, shallowRef, type EffectScope } from 'vue'
import { PARKED_MS, useFollow } from './useFollow'

let scope: EffectScope
let area: HTMLElement
let scroller: HTMLElement
let held: boolean[]

beforeEach(() => {
  vi.useFakeTimers()
  document.body.innerHTML =
    '<div><div><p data-table-head></p><p id="row" tabindex="0"></p></div></div><button></button>'
  area = document.body.firstElementChild as HTMLElement
  scroller = area.firstElementChild as HTMLElement
  held = []
  scope = effectScope()
})
afterEach(() => {
  scope.stop()
  vi.useRealTimers()
})

async function follow() {
  const made = scope.run(() => useFollow(shallowRef(scroller), shallowRef(area), (still) => held.push(still)))
  if (!made) throw new Error('no scope')
  await nextTick()
  return made
}
const row = () => document.querySelector('#row') as HTMLElement
const point = (at: Element, type = 'pointermove') => at.dispatchEvent(new PointerEvent(type, { bubbles: true }))

test('rows stay where they are while they are scrolled down, and go on at the top', async () => {
  const { atTop } = await follow()
  scroller.scrollTop = 100
  scroller.dispatchEvent(new Event('scroll'))
  expect(atTop.value).toBe(false)
  expect(held).toEqual([true])
  scroller.scrollTop = 0
  scroller.dispatchEvent(new Event('scroll'))
  expect(held).toEqual([true, false])
})

test('rows stay where they are under the pointer, but neither under one in the head nor under a parked one', async () => {
  await follow()
  point(document.querySelector('[data-table-head]') as Element)
  expect(held).toEqual([])
  point(row())
  expect(held).toEqual([true])
  vi.advanceTimersByTime(PARKED_MS - 1)
  point(row())
  vi.advanceTimersByTime(PARKED_MS - 1)
  expect(held).toEqual([true])
  vi.advanceTimersByTime(1)
  expect(held).toEqual([true, false])
  point(row())
  point(area, 'pointerleave')
  expect(held).toEqual([true, false, true, false])
})

test('what is paused stays so whatever the pointer does, until one asks for the newest', async () => {
  const { paused, toNewest } = await follow()
  paused.value = true
  point(row())
  point(area, 'pointerleave')
  expect(held).toEqual([true])
  point(row())
  toNewest()
  expect(paused.value).toBe(false)
  expect(held, 'shown once, and then still under the pointer').toEqual([true, false, true])
})

test('nothing is held back for a table that is gone', async () => {
  const { paused } = await follow()
  paused.value = true
  scope.stop()
  expect(held).toEqual([true, false])
})
