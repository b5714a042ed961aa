import { mount } from '@vue/test-utils'
import { expect, test } from 'vitest'
import { h, ref } from 'vue'
import { provideTableClock } from '../../composables/table/useTableClock'
import { COLUMN_IDS, type ColumnId } from '../../model/table/columns'
import type { LogRecord } from '../../model/types'
import { record } from '../../testing/records'
import LogCells from './LogCells.vue'

const AT = Date.parse('2026-01-11T15:00:00.123Z')
const TODAY = new Date(AT).setHours(0, 0, 0, 0)

function cells(change: Partial<LogRecord>, more: { compact?: boolean; columns?: readonly ColumnId[] } = {}) {
  const row = { id: 'r-1', at: AT, record: record(change) }
  const props = { row, columns: COLUMN_IDS, today: TODAY, scaleMs: 5_000, ...more }
  // The server's clock stands 3.2 s after the request began, whatever this machine's says.
  const wrapper = mount({
    setup() {
      provideTableClock(ref(AT + 3_210 - Date.now()))
      return () => h('div', [h(LogCells, props)])
    },
  })
  return { wrapper, text: (id: ColumnId) => wrapper.get(`.c-${id}`).text() }
}

test('shows what is known of a request', () => {
  const { text } = cells({
    providerName: 'openai',
    channelName: 'openai primary',
    model: 'gpt-5',
    responseModel: 'gpt-5-2025-08-07',
    endpoint: '/v1/responses',
    sessionId: 's-1',
    clientId: 'c-1',
    stream: true,
    inputTokens: 1_200,
    outputTokens: 340,
    cacheReadInputTokens: 12_400,
    cacheCreationInputTokens: 7,
    totalTokens: 1_540,
    price: 0.0087,
    httpStatus: 200,
    firstTokenDurationMs: 500,
    durationMs: 2_500,
  })
  expect(Object.fromEntries(COLUMN_IDS.filter((id) => id !== 'time').map((id) => [id, text(id)]))).toEqual({
    status: 'completed',
    provider: 'opopenai',
    channel: 'openai primary',
    model: 'gpt-5 → gpt-5-2025-08-07',
    endpoint: '/v1/responses',
    session: 's-1',
    client: 'c-1',
    stream: 'yes',
    first: '500ms',
    duration: '2.50s',
    rate: '170',
    in: '1,200',
    out: '340',
    cacheRead: '12.4k',
    cacheWrite: '7',
    cost: '$0.0087',
    httpStatus: '200',
    error: '',
  })
})

test('says nothing where nothing is known', () => {
  const { text } = cells({ status: 'error' })
  for (const id of COLUMN_IDS) if (id !== 'time' && id !== 'status') expect(text(id), id).toBe('')
})

test('tokens without a price are unpriced, which is not free', () => {
  expect(cells({ totalTokens: 10 }).text('cost')).toBe('unpriced')
  expect(cells({ totalTokens: 10, status: 'pending' }).text('cost')).toBe('')
  expect(cells({ totalTokens: 10, price: 0 }).text('cost')).toBe('$0')
})

test('an error comes with the status and the words of the provider', () => {
  const { text } = cells({ status: 'error', httpStatus: 529, error: 'Overloaded' })
  expect(text('status')).toBe('error529')
  expect(text('error')).toBe('Overloaded')
})

test('a pending request runs by the clock of the server', () => {
  expect(cells({ status: 'pending' }).text('duration')).toMatch(/^3\.[234]s$/)
})

test('on a phone, names a request without a model by what else is known of it', () => {
  const model = (change: Partial<LogRecord>) => cells(change, { compact: true, columns: ['model'] }).text('model')
  expect(model({ endpoint: '/v1/messages', providerName: 'openai' })).toBe('/v1/messages')
  expect(model({ providerName: 'openai' })).toBe('openai')
  expect(model({})).toBe('r-1')
  expect(model({ model: 'gpt-5', endpoint: '/v1/messages' })).toBe('gpt-5')
  expect(model({ responseModel: 'gpt-5-2025-08-07', endpoint: '/v1/messages' })).toBe('→ gpt-5-2025-08-07')
})

test('the cells stand in the order of the columns', () => {
  const { wrapper } = cells({ model: 'gpt-5' }, { columns: ['cost', 'model', 'time'] })
  expect(wrapper.findAll('[role="gridcell"]').map((cell) => cell.attributes('aria-colindex'))).toEqual(['1', '2', '3'])
  expect(wrapper.findAll('[role="gridcell"]')[1]?.text()).toBe('gpt-5')
})
