import { effectScope, type EffectScope } from 'vue'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { pageKeyOf, type Place } from '../../model/table/rowOrder'
import { RowWindow } from '../../model/table/rows'
import type { LogPage, LogRecord } from '../../model/types'
import { record } from '../../testing/records'
import { useOlderPages } from './useOlderPages'

const START = Date.parse('2026-01-11T15:00:00Z')
const place = (n: number): Place => ({ at: START - n * 1_000, id: `r-${n}` })
const row = (n: number) => record({ id: `r-${n}`, initialTime: new Date(START - n * 1_000).toISOString() })
const page = (requests: LogRecord[], next?: number): LogPage => ({
  requests,
  hasMore: next !== undefined,
  next: next === undefined ? undefined : pageKeyOf(place(next)),
  cursor: 'test-1',
})

let scope: EffectScope
let held: RowWindow
let asked: { before: string; signal: AbortSignal; answer: (page: LogPage) => void; fail: () => void }[]

beforeEach(() => {
  scope = effectScope()
  held = new RowWindow(100)
  held.replace([row(0)], place(0))
  asked = []
})
afterEach(() => scope.stop())

function older() {
  const made = scope.run(() =>
    useOlderPages(
      held,
      (before, signal) =>
        new Promise((answer, reject) => asked.push({ before, signal, answer, fail: () => reject(new Error('away')) })),
    ),
  )
  if (!made) throw new Error('the scope is over')
  return made
}
const settled = () => new Promise((resolve) => setTimeout(resolve))
const ids = () => held.rows.map(({ id }) => id)

test('goes on after a page without a match, and stops to ask after ten of them', async () => {
  const { load, searchedTo, loading } = older()
  const done = load()
  for (let n = 1; n <= 10; n++) {
    expect(asked).toHaveLength(n)
    expect(asked[n - 1]?.before).toBe(pageKeyOf(place(n - 1)))
    asked[n - 1]?.answer(page([], n))
    await settled()
  }
  expect(await done).toBe(true)
  expect(asked).toHaveLength(10)
  expect([searchedTo.value, loading.value]).toEqual([place(10).at, false])

  void load()
  asked[10]?.answer(page([row(11)]))
  await settled()
  expect(ids()).toEqual(['r-0', 'r-11'])
  expect(searchedTo.value).toBeUndefined()
})

test('a call of another filter is abandoned: neither its page nor its failure is taken, and the next one goes at once', async () => {
  const { load, abandon, failed, loading } = older()
  const first = load()
  abandon()
  expect(asked[0]?.signal.aborted).toBe(true)
  const second = load()
  expect(asked).toHaveLength(2)
  asked[0]?.fail()
  expect(await first).toBe(false)
  expect([failed.value, loading.value]).toEqual([false, true])
  asked[1]?.answer(page([row(1)]))
  expect(await second).toBe(true)
  expect(ids()).toEqual(['r-0', 'r-1'])
})

test('what is deleted while a page is on its way does not come with it', async () => {
  const { load, cleared } = older()
  const done = load()
  cleared(place(2).at)
  asked[0]?.answer(page([row(1), row(2), row(3)]))
  await done
  expect(ids()).toEqual(['r-0', 'r-1', 'r-2'])
})

test('a failure is said, and the next call tries again', async () => {
  const { load, failed } = older()
  const done = load()
  asked[0]?.fail()
  await done
  expect(failed.value).toBe(true)
  void load()
  asked[1]?.answer(page([row(1)]))
  await settled()
  expect([failed.value, ids()]).toEqual([false, ['r-0', 'r-1']])
})
