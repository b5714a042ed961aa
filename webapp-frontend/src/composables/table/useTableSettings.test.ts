import { flushPromises } from '@vue/test-utils'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { createApp, defineComponent, type App } from 'vue'
import { createMemoryHistory, createRouter } from 'vue-router'
import { readSettings } from '../../model/table/tableSettings'
import { useView, type ViewState } from '../filters/useView'
import { useTableSettings } from './useTableSettings'

const Empty = { render: () => null }
let app: App

beforeEach(() => localStorage.clear())
afterEach(() => app.unmount())

async function at(address: string) {
  const router = createRouter({
    history: createMemoryHistory(),
    routes: [
      { path: '/', name: 'live', component: Empty },
      { path: '/insights', name: 'insights', component: Empty },
    ],
  })
  await router.push(address)
  let view!: ViewState
  let table!: ReturnType<typeof useTableSettings>
  const Host = defineComponent({
    setup() {
      view = useView()
      table = useTableSettings(view)
      return () => null
    },
  })
  app = createApp(Host).use(router)
  app.mount(document.createElement('div'))
  await flushPromises()
  return { router, view, table, address: () => decodeURIComponent(router.currentRoute.value.fullPath) }
}

const remembered = () => readSettings(localStorage.getItem('tokentail-table') ?? '')

test('a change is told by the address and remembered; back undoes filters only', async () => {
  const { router, view, table, address } = await at('/?id=r-1')
  await view.set('model', ['a'])
  table.change({ sorting: { id: 'cost', desc: true } })
  table.change({ shown: { endpoint: true } })
  expect(table.settings.value.sorting, 'at once').toEqual({ id: 'cost', desc: true })
  await flushPromises()
  expect(address()).toBe('/?id=r-1&model=a&sort=-cost&columns=endpoint')
  expect(remembered()).toMatchObject({ sorting: { id: 'cost', desc: true }, shown: { endpoint: true } })

  router.back()
  await flushPromises()
  expect(address(), 'what is remembered is told').toBe('/?id=r-1&sort=-cost&columns=endpoint')
  table.reset()
  await flushPromises()
  expect(address()).toBe('/?id=r-1')
  expect(remembered()).toMatchObject({ sorting: undefined, shown: {} })
})

test('a link shows the table it was made of, and what is remembered stays', async () => {
  const first = await at('/')
  first.table.change({ sorting: { id: 'time', desc: false }, shown: { session: false } })
  await flushPromises()
  app.unmount()

  const { view, table, address } = await at('/?sort=-cost&columns=endpoint')
  expect(table.settings.value).toMatchObject({ sorting: { id: 'cost', desc: true }, shown: { endpoint: true } })
  table.change({ sorting: undefined })
  await flushPromises()
  expect(address(), 'newest first, though another order is remembered').toBe('/?sort=default&columns=endpoint')
  expect(remembered()).toMatchObject({ sorting: { id: 'time', desc: false }, shown: { session: false } })

  await view.clear()
  expect(address(), 'no filter').toBe('/?sort=default&columns=endpoint')
  await view.apply({ status: ['error'], sort: ['-in'] })
  await flushPromises()
  expect(address(), 'a saved view brings its own').toBe('/?status=error&sort=-in&columns=-session')
  expect(view.query.value).toEqual({ status: ['error'], sort: ['-in'], columns: ['-session'] })
})

test('other views have a table of their own', async () => {
  const { router, table, address } = await at('/insights?sort=-cost')
  expect(table.settings.value.sorting).toBeUndefined()
  table.change({ sorting: { id: 'in', desc: true } })
  await flushPromises()
  expect(address()).toBe('/insights?sort=-cost')
  await router.push('/')
  await flushPromises()
  expect(address()).toBe('/?sort=-in')
})
