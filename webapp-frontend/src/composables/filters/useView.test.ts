import { flushPromises } from '@vue/test-utils'
import { expect, test } from 'vitest'
import { createApp, defineComponent, watch } from 'vue'
import { createMemoryHistory, createRouter } from 'vue-router'
import { useView, type ViewState } from './useView'

const Empty = { render: () => null }

async function at(address: string, now = () => Date.parse('2026-01-11T15:00:00Z')) {
  const router = createRouter({
    history: createMemoryHistory(),
    routes: [
      { path: '/', name: 'live', component: Empty },
      { path: '/insights', name: 'insights', component: Empty },
    ],
  })
  await router.push(address)
  let state!: ViewState
  let changes = 0
  const Host = defineComponent({
    setup() {
      state = useView(now)
      watch(state.filter, () => changes++, { flush: 'sync' })
      return () => null
    },
  })
  createApp(Host).use(router).mount(document.createElement('div'))
  return { router, state, changes: () => changes, address: () => decodeURI(router.currentRoute.value.fullPath) }
}

test('changes are addresses: back undoes them, forward does them again', async () => {
  const { router, state, address } = await at('/?id=r-1')
  await state.set('provider', ['anthropic'])
  await state.toggle('status', 'error')
  await state.toggle('status', 'timeout')
  expect(address()).toBe('/?id=r-1&status=error&status=timeout&provider=anthropic')
  expect(state.count.value).toBe(2)

  router.back()
  await flushPromises()
  expect(state.filter.value).toEqual({ provider: ['anthropic'], status: ['error'] })
  router.forward()
  await flushPromises()
  expect(state.filter.value.status).toEqual(['error', 'timeout'])

  await state.clear()
  expect(address()).toBe('/?id=r-1')
  expect(state.filter.value).toEqual({})
})

test('two changes at once are both made', async () => {
  const { state, address } = await at('/')
  await Promise.all([state.toggle('status', 'error'), state.toggle('status', 'timeout'), state.set('model', ['a'])])
  expect(address()).toContain('status=error&status=timeout')
  expect(state.filter.value.model).toEqual(['a'])
})

test('a search replaces the address', async () => {
  const { router, state, address } = await at('/?model=a')
  await state.set('model', ['b'])
  await state.search(' over ')
  await state.search('overl')
  expect(address()).toBe('/?model=b&q=overl')
  router.back()
  await flushPromises()
  expect(address()).toBe('/?model=a')
})

test('a range up to now keeps its beginning until the view changes', async () => {
  let now = Date.parse('2026-01-11T15:00:00Z')
  const { router, state, changes } = await at('/?range=1h', () => now)
  expect(state.filter.value).toEqual({ from: ['2026-01-11T14:00:00.000Z'] })

  now += 60_000
  await router.push('/?range=1h&id=r-2')
  expect(state.filter.value).toEqual({ from: ['2026-01-11T14:00:00.000Z'] })
  expect(changes(), 'a selected record is no other filter').toBe(0)

  await state.setTime({ range: '15m' })
  expect(state.filter.value).toEqual({ from: ['2026-01-11T14:46:00.000Z'] })
})

test('other views are of all requests; a filter set there leads to the live view', async () => {
  const { router, state, address } = await at('/insights?model=a')
  expect(state.filter.value).toEqual({})
  await state.set('provider', ['b'])
  expect(router.currentRoute.value.name).toBe('live')
  expect(address()).toBe('/?provider=b')
})

test('what makes no sense is named until it is taken out', async () => {
  const { state, address } = await at('/?status=gone&status=error&id=r-1')
  expect(state.ignored.value).toEqual([{ name: 'status', values: ['gone'] }])
  expect(state.filter.value).toEqual({ status: ['error'] })
  await state.tidy()
  expect(address()).toBe('/?id=r-1&status=error')
  expect(state.ignored.value).toEqual([])
})
