import { mount } from '@vue/test-utils'
import { expect, test } from 'vitest'
import type { Chart } from '../../model/insights/historyCharts'
import { createZoneFormat } from '../../model/insights/historyTime'
import type { Span } from '../../model/insights/history'
import TimeChart from './TimeChart.vue'

const MINUTE = 60_000
const AT = Date.parse('2026-01-11T15:00:00Z')
const STARTS = [0, 1, 2, 3].map((n) => AT + n * MINUTE)
const END = AT + 4 * MINUTE

const chart: Chart = {
  name: 'tokens',
  unit: 'count',
  kind: 'bars',
  lines: [
    { key: 'input', part: 'input', color: 0, values: [1_000, 2_000, 3_000, null] },
    { key: 'output', part: 'output', color: 1, values: [10, 20, 30, 40] },
  ],
}

function show(selection?: Span) {
  const times = createZoneFormat('en', 'UTC')
  const wrapper = mount(TimeChart, {
    props: { chart, starts: STARTS, end: END, zone: 'UTC', times, selection, name: 'Tokens' },
  })
  const slider = wrapper.get('[role=slider]')
  const press = (key: string, shiftKey = false) => slider.trigger('keydown', { key, shiftKey })
  return { wrapper, slider, press, says: () => slider.attributes('aria-valuetext') }
}

test('a chart is a slider that says time and values of the bucket, the last one first', async () => {
  const { slider, press, says } = show()
  expect(slider.attributes()).toMatchObject({
    tabindex: '0',
    'aria-label': 'Tokens',
    'aria-valuemin': '0',
    'aria-valuemax': '3',
    'aria-valuenow': '3',
  })
  expect(says()).toBe('15:03 – 15:04: input no value, output 40, and Sum 40')
  await press('ArrowLeft')
  expect(slider.attributes('aria-valuenow')).toBe('2')
  expect(says()).toBe('15:02 – 15:03: input 3,000, output 30, and Sum 3,030')
  await press('Home')
  expect(slider.attributes('aria-valuenow')).toBe('0')
})

test('Shift chooses a range, Enter applies it, and Enter again opens its requests', async () => {
  const { wrapper, press, says } = show()
  await press('ArrowLeft')
  await press('ArrowLeft', true)
  await press('ArrowLeft', true)
  expect(says()).toBe('Range 15:00 – 15:03. 15:00 – 15:01: input 1,000, output 10, and Sum 1,010')
  expect(wrapper.emitted('brush')).toBeUndefined()
  await press('Enter')
  const range = { from: AT, to: AT + 3 * MINUTE }
  expect(wrapper.emitted('brush')).toEqual([[range]])
  await wrapper.setProps({ selection: range })
  await press('Enter')
  expect(wrapper.emitted('brush')).toHaveLength(1)
  expect(wrapper.emitted('open')).toHaveLength(1)
  await press('End')
  await press('Enter')
  expect(wrapper.emitted('brush')?.[1]).toEqual([{ from: AT + 3 * MINUTE, to: END }])
})

test('Escape lets go of the range that is being chosen, then of the one that is applied', async () => {
  const { wrapper, press, says } = show({ from: AT, to: AT + MINUTE })
  await press('ArrowLeft', true)
  await press('Escape')
  expect(wrapper.emitted('reset')).toBeUndefined()
  expect(says()).not.toContain('Range')
  await press('Escape')
  expect(wrapper.emitted('reset')).toHaveLength(1)
})

test('keys of the browser and of the page are left alone', async () => {
  const { wrapper } = show()
  const event = new KeyboardEvent('keydown', { key: 'ArrowLeft', altKey: true, cancelable: true })
  wrapper.get('[role=slider]').element.dispatchEvent(event)
  expect(event.defaultPrevented).toBe(false)
  expect(wrapper.get('[role=slider]').attributes('aria-valuenow')).toBe('3')
})
