import { mount } from '@vue/test-utils'
import { expect, test } from 'vitest'
import { record } from '../../testing/records'
import DetailPanel from './DetailPanel.vue'

const failed = record({
  id: 'req:7',
  rev: 3,
  status: 'error',
  httpStatus: 529,
  model: 'claude-sonnet-4-5',
  durationMs: 1_500,
  inputTokens: 12,
  totalTokens: 12,
  error: 'Overloaded',
  upstreamError: '{"type":"overloaded_error"}',
  sessionId: 's-1',
  metadata: { team: 'growth' },
})

test('shows the errors first, then what is known, then the record as it came', () => {
  const wrapper = mount(DetailPanel, { props: { record: failed } })
  expect(wrapper.get('[data-testid=detail-id]').text()).toBe('req:7')
  expect(wrapper.get('[data-testid=detail-error]').text()).toBe('Overloaded')
  expect(wrapper.get('[data-testid=detail-upstream]').text()).toBe('{\n  "type": "overloaded_error"\n}')
  expect(wrapper.findAll('h3').map((title) => title.text())).toEqual([
    'Error',
    'Upstream said',
    'Time',
    'Tokens and cost',
    'Request',
    'Who',
    'Metadata',
    'Record',
  ])
  expect(JSON.parse(wrapper.get('[data-testid=detail-json]').text())).toEqual(failed)
})

test('what has no price is said to have none, and why', () => {
  const wrapper = mount(DetailPanel, { props: { record: failed } })
  expect(wrapper.get('[data-testid=detail-price]').text()).toBe('unpriced')
  expect(wrapper.get('[data-testid=detail-unpriced]').text()).toContain('its cost is unknown')
  expect(wrapper.get('[data-testid=detail-cost]').text()).not.toContain('$0')
})

test('a cost is tokens times a rate, and says where the rate comes from', () => {
  const priced = record({
    inputTokens: 1_200,
    outputTokens: 340,
    totalTokens: 1_540,
    inputCost: 0.0015,
    outputCost: 0.0034,
    price: 0.0049,
    priceSource: 'genai-prices 0.1.8 openai/gpt-5: in 1.25, out 10 USD/MTok',
  })
  const wrapper = mount(DetailPanel, { props: { record: priced } })
  const cells = (kind: string) => wrapper.findAll(`[data-kind=${kind}] td`).map((cell) => cell.text())
  expect(cells('input')).toEqual(['1,200', '× $1.25', '$0.0015'])
  expect(cells('output')).toEqual(['340', '× $10', '$0.0034'])
  expect(wrapper.get('[data-testid=detail-price]').text()).toBe('$0.0049')
  expect(wrapper.get('[data-testid=detail-price-source]').text()).toBe('Price from genai-prices 0.1.8 openai/gpt-5')
})

test('the bar is split at the first token', () => {
  const wrapper = mount(DetailPanel, {
    props: { record: record({ durationMs: 2_000, firstTokenDurationMs: 500, outputTokens: 300 }) },
  })
  const bar = wrapper.findAll('[data-phase]').map((part) => [part.attributes('data-phase'), part.attributes('style')])
  expect(bar.map(([name]) => name)).toEqual(['waiting', 'streaming'])
  expect(bar[0]?.[1]).toContain('flex-grow: 0.25')
  expect(wrapper.text()).toContain('200tok/s')
})

test('follows the record, walks and closes', async () => {
  const wrapper = mount(DetailPanel, { props: { record: record({ status: 'pending' }), hasNext: true } })
  await wrapper.setProps({ record: record({ rev: 2, durationMs: 1_500 }) })
  expect(wrapper.attributes('data-rev')).toBe('2')
  expect(wrapper.get('[data-testid=detail-duration]').text()).toBe('1.50s')
  expect(wrapper.get('[data-testid=detail-previous]').attributes()).toHaveProperty('disabled')
  await wrapper.get('[data-testid=detail-next]').trigger('click')
  await wrapper.get('[data-testid=detail-close]').trigger('click')
  expect(wrapper.emitted()).toMatchObject({ walk: [[1]], close: [[]] })
})

test('an attempt leads to its request, a session to its like', async () => {
  const wrapper = mount(DetailPanel, {
    props: { record: record({ id: 'try', attemptOf: 'call', sessionId: 's 1' }) },
  })
  const router = wrapper.vm.$router
  await router.push('/?id=try&model=gpt-5')
  await wrapper.get('[data-testid=detail-root]').trigger('click')
  expect(wrapper.emitted('select')).toEqual([['call']])
  const { query } = router.resolve(
    wrapper.get('[data-testid=detail-filter-sessionId]').attributes('href')?.slice(1) ?? '',
  )
  expect(query).toEqual({ id: 'try', model: 'gpt-5', sessionId: 's 1' })
  expect(wrapper.get('[data-testid=detail-permalink]').attributes('data-link')).toMatch(/#\/\?id=try$/)
})

test('text from outside stays text', () => {
  const wrapper = mount(DetailPanel, { props: { record: record({ error: '<img src=x onerror=alert(1)>' }) } })
  expect(wrapper.find('img').exists()).toBe(false)
})
