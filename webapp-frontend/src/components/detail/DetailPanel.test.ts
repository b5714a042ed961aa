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
  totalTokens: 12,
  error: 'Overloaded',
  upstreamError: '{"type":"overloaded_error"}',
  metadata: { team: 'growth' },
})

test('shows the errors first, then every known field, then the record as it came', () => {
  const wrapper = mount(DetailPanel, { props: { record: failed } })
  expect(wrapper.get('[data-testid=detail-id]').text()).toBe('req:7')
  expect(wrapper.findAll('[data-testid=detail-error]').map((error) => error.text())).toEqual([
    'Overloaded',
    '{"type":"overloaded_error"}',
  ])
  expect(wrapper.findAll('h3').map((title) => title.text())).toEqual([
    'Error',
    'Upstream said',
    'Request',
    'Timing',
    'Tokens',
    'Cost',
    'Metadata',
    'Record',
  ])
  expect(wrapper.text()).toContain('unpriced')
  expect(JSON.parse(wrapper.get('[data-testid=detail-json]').text())).toEqual(failed)
})

test('follows the record, and closes', async () => {
  const wrapper = mount(DetailPanel, { props: { record: record({ status: 'pending' }) } })
  await wrapper.setProps({ record: record({ rev: 2, durationMs: 1_500 }) })
  expect(wrapper.attributes('data-rev')).toBe('2')
  expect(wrapper.text()).toContain('1.50 s')
  await wrapper.get('[data-testid=detail-close]').trigger('click')
  expect(wrapper.emitted('close')).toHaveLength(1)
})

test('text from outside stays text', () => {
  const wrapper = mount(DetailPanel, { props: { record: record({ error: '<img src=x onerror=alert(1)>' }) } })
  expect(wrapper.find('img').exists()).toBe(false)
})
