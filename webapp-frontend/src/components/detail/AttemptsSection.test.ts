// @vitest-environment-options { "settings": { "fetch": { "disableSameOriginPolicy": true } } }
import { mount, type VueWrapper } from '@vue/test-utils'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { defineComponent, h } from 'vue'
import { provideAttempts } from '../../composables/detail/useAttempts'
import type { ClientEvents } from '../../composables/stream/useLogStream'
import { createEmitter } from '../../model/stream/emitter'
import type { LogRecord } from '../../model/types'
import { createApi } from '../../services/api'
import { LogServer } from '../../testing/logServer'
import AttemptsSection from './AttemptsSection.vue'

let server: LogServer
beforeEach(async () => {
  server = await new LogServer().start()
})
let shown: VueWrapper | undefined
afterEach(async () => {
  shown?.unmount()
  await server.stop()
})

function show(record: LogRecord) {
  const stream = createEmitter<ClientEvents>()
  const api = createApi(() => server.base)
  const Parent = defineComponent({
    props: { record: { type: Object as () => LogRecord, required: true } },
    setup(props) {
      provideAttempts({ api, stream })
      return () => h(AttemptsSection, { record: props.record })
    },
  })
  const wrapper = mount(Parent, { props: { record } })
  shown = wrapper
  const chain = () => wrapper.findAll('[data-testid=detail-attempt]').map((one) => one.attributes('data-id'))
  return { wrapper, chain, news: (data: LogRecord) => stream.emit('log:created', { data, timestamp: '' }) }
}

test('asks for what was tried, follows what is tried meanwhile, and ends in the answer', async () => {
  const initialTime = '2026-01-11T15:00:00Z'
  const call = server.put({ id: 'call', status: 'completed', initialTime, channelName: 'second' })
  server.put({
    id: 'try-1',
    attemptOf: 'call',
    status: 'failover',
    initialTime,
    channelName: 'first',
    httpStatus: 529,
    error: 'Overloaded',
  })
  server.put({ id: 'other', status: 'failover', attemptOf: 'elsewhere' })
  const { wrapper, chain, news } = show(call)
  await vi.waitFor(() => expect(chain()).toEqual(['try-1', 'call']))
  expect(wrapper.text()).toContain('Attempt 1')
  expect(wrapper.text()).toContain('Overloaded')
  expect(wrapper.text().match(/529/g), 'once').toHaveLength(1)
  expect(wrapper.text()).toContain('Answer')

  news({ id: 'try-2', rev: 1, attemptOf: 'call', status: 'retry_wait', initialTime: '2026-01-11T15:00:04Z' })
  await vi.waitFor(() => expect(chain()).toEqual(['try-1', 'try-2', 'call']))
  await wrapper.get('[data-id=try-2] button').trigger('click')
  expect(wrapper.getComponent(AttemptsSection).emitted('select')).toEqual([['try-2']])
})

test('from an attempt one sees the whole chain, and from a call made once nothing', async () => {
  const call = server.put({ id: 'call', status: 'error' })
  const tried = server.put({ id: 'try', attemptOf: 'call', status: 'failover' })
  const alone = server.put({ id: 'alone', status: 'completed' })
  const { wrapper, chain } = show(tried)
  await vi.waitFor(() => expect(chain()).toEqual(['try', 'call']))
  await wrapper.setProps({ record: alone })
  await vi.waitFor(() => expect(chain()).toEqual([]))
  expect(call.rev).toBe(1)
})
