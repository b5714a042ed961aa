import { mount, type VueWrapper } from '@vue/test-utils'
import { afterEach, expect, test, vi } from 'vitest'
import type { ConnectionView } from '../../model/stream/connection'
import ConnectionBadge from './ConnectionBadge.vue'

const POLLING: ConnectionView = {
  state: 'polling',
  retryCount: 6,
  nextTryInS: 8,
  polling: true,
  pollsFail: false,
  pollingEnabled: true,
}
let wrapper: VueWrapper

afterEach(() => wrapper.unmount())

async function badge(view: ConnectionView) {
  wrapper = mount(ConnectionBadge, { props: { view }, attachTo: document.body })
  const button = wrapper.get('[data-testid=connection-badge]')
  await button.trigger('click')
  const inPopover = (id: string) => document.querySelector<HTMLElement>(`[data-testid=${id}]`)
  await vi.waitFor(() => expect(inPopover('connection-sentence')).not.toBeNull())
  return { button, inPopover }
}

test('says live, and how late the last change was, while the stream is open', async () => {
  const { button, inPopover } = await badge({
    ...POLLING,
    state: 'live',
    polling: false,
    nextTryInS: undefined,
    lagMs: 12.4,
  })
  expect(button.text()).toBe('Live12 ms')
  expect(button.attributes('data-state')).toBe('live')
  expect(document.body.textContent).toContain('12ms')
  expect(inPopover('try-now')).toBeNull()
  expect(inPopover('polling-toggle')).toBeNull()
})

test('says in plain words what happens while the stream is unreachable', async () => {
  const { button, inPopover } = await badge(POLLING)
  expect(button.text()).toContain('Polling')
  expect(button.text()).not.toContain('Live')
  expect(inPopover('connection-sentence')?.textContent).toBe('Polling every 3 s, stream unreachable, next try in 8 s')
  expect(inPopover('retry-count')?.textContent).toBe('6')
})

test('says that the server is unreachable when polls fail as well', async () => {
  const { button, inPopover } = await badge({ ...POLLING, pollsFail: true, lastData: '13:10:01' })
  expect(button.text()).toContain('Unreachable')
  expect(button.attributes()).toMatchObject({ 'data-state': 'polling', 'data-polling': 'true' })
  expect(inPopover('connection-sentence')?.textContent).toBe('Server unreachable, last data 13:10:01, next try in 8 s')
})

test('lets the user try now, and stop the polling', async () => {
  const { inPopover } = await badge(POLLING)
  inPopover('try-now')?.click()
  expect(wrapper.emitted('tryNow')).toHaveLength(1)
  inPopover('polling-toggle')?.click()
  await vi.waitFor(() => expect(wrapper.emitted('update:pollingEnabled')).toEqual([[false]]))
})

test('says that the filter is refused, why, and what can be done', async () => {
  const { button, inPopover } = await badge({
    ...POLLING,
    state: 'refused',
    polling: false,
    nextTryInS: undefined,
    reason: 'q must be text.',
  })
  expect(button.text()).toBe('Filter refused')
  expect(inPopover('connection-sentence')?.textContent).toBe('The server does not take this filter: nothing arrives')
  expect(inPopover('connection-reason')?.textContent).toContain('q must be text.')
  expect(inPopover('retry-count')).toBeNull()
  inPopover('try-now')?.click()
  inPopover('connection-clear')?.click()
  expect(wrapper.emitted()).toMatchObject({ tryNow: [[]], clear: [[]] })
})

test('offers no polling switch before the outage is called polling', async () => {
  const { inPopover } = await badge({ ...POLLING, state: 'reconnecting', retryCount: 2 })
  expect(inPopover('polling-toggle')).toBeNull()
  expect(inPopover('try-now')).not.toBeNull()
})

test('says how much was caught up, while it goes on and for a while afterwards', async () => {
  const open = { ...POLLING, polling: false, nextTryInS: undefined, recovered: 1_204 }
  const { button } = await badge({ ...open, state: 'catching-up' })
  expect(button.text()).toBe('Catching up1,204 recovered')
  await wrapper.setProps({ view: { ...open, state: 'live', lagMs: 3 } })
  expect(button.text()).toBe('Livecaught up 1,204 changes')
})

test.each<[ConnectionView['sharing'], said: string | undefined]>([
  [{ tabs: 3, leading: false }, 'Another tab holds the connection, 3 tabs share it'],
  [{ tabs: 3, leading: true }, 'This tab holds the connection, 3 tabs share it'],
  [{ tabs: 1, leading: true }, 'This tab holds the connection'],
  [undefined, undefined],
])('says whose connection it is: %o', async (sharing, said) => {
  const { inPopover } = await badge({ ...POLLING, state: 'live', sharing })
  expect(inPopover('connection-sharing')?.textContent).toBe(said)
})
