import { mount } from '@vue/test-utils'
import { afterEach, expect, test, vi } from 'vitest'
import { defineComponent, h, nextTick, shallowRef } from 'vue'
import { provideStaleSince, useDataClock } from './useStaleSince'

const AT = Date.parse('2026-01-11T15:00:00Z')

afterEach(() => vi.useRealTimers())

test('the clock runs, stands at the last data while nothing arrives, and runs on', async () => {
  vi.useFakeTimers({ now: AT })
  const since = shallowRef<number>()
  const Clock = defineComponent(() => {
    const now = useDataClock(100)
    return () => h('i', now.value - AT)
  })
  const shown = mount({
    setup() {
      provideStaleSince(since)
      return () => h(Clock)
    },
  })
  const after = async (ms: number) => {
    await vi.advanceTimersByTimeAsync(ms)
    return Number(shown.text())
  }
  expect(await after(1_000)).toBe(1_000)
  since.value = AT + 400
  await nextTick()
  expect(await after(60_000)).toBe(400)
  since.value = undefined
  expect(await after(1_000)).toBe(62_000)
  shown.unmount()
})
