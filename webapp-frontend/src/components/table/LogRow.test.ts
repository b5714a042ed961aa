import { mount } from '@vue/test-utils'
import { expect, test } from 'vitest'
import { record } from '../../testing/records'
import type { LogRecord } from '../../model/types'
import LogRow from './LogRow.vue'

const AT = Date.parse('2026-01-11T15:00:00.123Z')

function row(change: Partial<LogRecord>, more: { now?: number; mark?: 'created' | 'updated'; compact?: boolean } = {}) {
  const props = { row: { id: 'r-1', at: AT, record: record(change) }, today: AT, scaleMs: 5_000, ...more }
  const wrapper = mount(LogRow, { props })
  return { wrapper, text: (cell: string) => wrapper.get(cell).text() }
}

test('shows what is known of a request', () => {
  const { wrapper, text } = row({
    rev: 2,
    providerName: 'openai',
    model: 'gpt-5',
    responseModel: 'gpt-5-2025-08-07',
    sessionId: 's-1',
    inputTokens: 1_200,
    outputTokens: 340,
    price: 0.0087,
    firstTokenDurationMs: 410,
    durationMs: 2_500,
  })
  expect(wrapper.attributes()).toMatchObject({ 'data-id': 'r-1', 'data-status': 'completed', 'data-rev': '2' })
  expect(text('.c-status')).toBe('completed')
  expect(text('.c-model')).toBe('gpt-5 → gpt-5-2025-08-07')
  expect(text('.c-in')).toBe('1,200')
  expect(text('.c-out')).toBe('340')
  expect(text('.c-cost')).toBe('$0.0087')
  expect(text('.c-first')).toBe('410ms')
  expect(text('.c-duration')).toBe('2.50s')
})

test('says nothing where nothing is known', () => {
  const { text } = row({ status: 'error' })
  for (const cell of [
    '.c-provider',
    '.c-model',
    '.c-session',
    '.c-in',
    '.c-out',
    '.c-cost',
    '.c-first',
    '.c-duration',
  ]) {
    expect(text(cell)).toBe('')
  }
})

test('on a phone, names a request without a model by what else is known of it', () => {
  const model = (change: Partial<LogRecord>) => row(change, { compact: true }).text('.c-model')
  expect(model({ endpoint: '/v1/messages', providerName: 'openai' })).toBe('/v1/messages')
  expect(model({ providerName: 'openai' })).toBe('openai')
  expect(model({})).toBe('r-1')
  expect(model({ model: 'gpt-5', endpoint: '/v1/messages' })).toBe('gpt-5')
  expect(model({ responseModel: 'gpt-5-2025-08-07', endpoint: '/v1/messages' })).toBe('→ gpt-5-2025-08-07')
})

test('runs a clock while the request is pending, and stops it when it ends', async () => {
  const { wrapper, text } = row({ status: 'pending' }, { now: AT + 3_210 })
  expect(text('.c-duration')).toBe('3.2s')
  await wrapper.setProps({ now: AT + 4_000 })
  expect(text('.c-duration')).toBe('4.0s')
  await wrapper.setProps({ row: { id: 'r-1', at: AT, record: record({ rev: 2, durationMs: 4_100 }) }, now: undefined })
  expect(text('.c-duration')).toBe('4.10s')
})

test('names the upstream status of an error, and carries the mark that moves it', () => {
  const { wrapper, text } = row({ status: 'error', httpStatus: 529 }, { mark: 'updated' })
  expect(text('.c-status')).toBe('error529')
  expect(wrapper.attributes('data-mark')).toBe('updated')
})
