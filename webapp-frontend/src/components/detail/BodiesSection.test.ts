import { flushPromises, mount } from '@vue/test-utils'
import { expect, test } from 'vitest'
import { loadBodiesKey, type LoadBodies } from '../../composables/detail/useBodies'
import { ApiError } from '../../services/api'
import BodiesSection from './BodiesSection.vue'

const show = (load?: LoadBodies) =>
  mount(BodiesSection, {
    props: { id: 'one' },
    global: { provide: load ? { [loadBodiesKey as symbol]: load } : {} },
  })

const kept: LoadBodies = (id) =>
  Promise.resolve({
    id,
    request: '{"messages":[{"role":"user","content":"<b>Hi</b>"}]}',
    response: '{"choices":[{"message":{"content":"Hello"}}]}',
    requestCut: false,
    responseCut: true,
  })

test('is a conversation when asked for, and raw at a second click', async () => {
  const wrapper = show(kept)
  expect(wrapper.findAll('[data-testid=bodies-turn]')).toHaveLength(0)
  await wrapper.get('[data-testid=bodies-show]').trigger('click')
  await flushPromises()
  expect(wrapper.findAll('[data-testid=bodies-turn] p').map((p) => p.text())).toEqual(['<b>Hi</b>', 'Hello'])
  expect(wrapper.find('b').exists()).toBe(false)
  await wrapper.get('[data-testid=bodies-raw]').trigger('click')
  expect(wrapper.findAll('pre')[1]?.text()).toContain('"Hello"')
  expect(wrapper.text()).toContain('Response (cut)')
})

test('another record is not shown the texts of the last one', async () => {
  const wrapper = show(kept)
  await wrapper.get('[data-testid=bodies-show]').trigger('click')
  await flushPromises()
  await wrapper.setProps({ id: 'two' })
  expect(wrapper.findAll('[data-testid=bodies-turn]')).toHaveLength(0)
})

test('says that nothing was kept, and is not there where nothing can be asked', async () => {
  const wrapper = show(() => Promise.reject(new ApiError(404, 'Not Found', undefined)))
  await wrapper.get('[data-testid=bodies-show]').trigger('click')
  await flushPromises()
  expect(wrapper.get('[data-testid=bodies-problem]').text()).toBe('No bodies are kept of this request.')
  expect(show().find('[data-testid=detail-bodies]').exists()).toBe(false)
})
