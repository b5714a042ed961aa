// @vitest-environment node
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { LogServer } from '../../testing/logServer'
import { TestBrowser, type Tab } from '../../testing/tabs'

let server: LogServer
let browser: TestBrowser

beforeEach(async () => {
  server = await new LogServer().start()
  browser = new TestBrowser(() => server.base)
})

afterEach(async () => {
  browser.closeAll()
  await server.stop()
})

const until = <T>(check: () => T) => vi.waitFor(check, { timeout: 8_000, interval: 5 })
const untilState = (tabs: Tab[], state: string) =>
  until(() => expect(tabs.map(({ stream }) => stream.state.value)).toEqual(tabs.map(() => state)))

async function open(count: number): Promise<Tab[]> {
  const tabs = Array.from({ length: count }, () => browser.open())
  await untilState(tabs, 'live')
  return tabs
}

let written = 0
/** Records of these names, and what they are called, sorted. */
function put(count: number): string[] {
  return Array.from({ length: count }, () => server.put({ id: `r-${String(++written).padStart(4, '0')}` }).id)
}

const expectAll = (tabs: Tab[], ids: string[]) =>
  until(() => {
    for (const tab of tabs) expect(tab.ids()).toEqual(ids)
  })

test('ten tabs live on one connection', async () => {
  const tabs = await open(10)
  const ids = put(20)
  await expectAll(tabs, ids)
  expect(server.openStreams).toBe(1)
  expect(server.positions).toHaveLength(1)
  for (const { states, seen } of tabs) {
    expect(states).toEqual(['live'])
    expect(seen).toEqual(ids)
  }
  expect(await tabs[0]?.stream.sharing()).toEqual({ tabs: 10, leading: true })
  expect(await tabs[1]?.stream.sharing()).toEqual({ tabs: 10, leading: false })
})

test('when the leader is closed another tab goes on: nothing is missed, nothing comes twice, nobody is told', async () => {
  const [leader, ...others] = await open(4)
  const ids = put(10)
  for (let i = 0; i < 20; i++) {
    ids.push(...put(5))
    if (i === 7) leader?.close()
    await new Promise((resolve) => setImmediate(resolve))
  }
  await expectAll(others, ids)
  await until(() => expect(server.openStreams).toBe(1))
  for (const { states, seen } of others) {
    expect(seen).toEqual(ids)
    expect(states.filter((state) => state !== 'catching-up' && state !== 'live')).toEqual([])
  }
  expect(server.positions).toHaveLength(2)
})

test('a leader that hangs is replaced; when it is back it follows, and catches up', async () => {
  const [leader, ...others] = await open(3)
  await until(() => expect(server.openStreams).toBe(1))
  leader?.hang(true)
  const ids = put(5)
  await expectAll(others, ids)
  expect(await others[0]?.stream.sharing()).toMatchObject({ tabs: 3 })

  leader?.hang(false)
  ids.push(...put(5))
  await expectAll([leader as Tab, ...others], ids)
  await until(() => expect(server.openStreams).toBe(1))
  for (const { seen } of others) expect(seen).toEqual(ids)
})

test('a leader that is put to sleep lets go by itself, and catches up when it wakes', async () => {
  const [leader, ...others] = await open(3)
  leader?.page.dispatchEvent(new Event('freeze'))
  const ids = put(5)
  await expectAll(others, ids)
  expect(server.openStreams).toBe(1)
  expect(leader?.ids()).toEqual([])

  leader?.page.dispatchEvent(new Event('resume'))
  await expectAll([leader as Tab], ids)
  expect(leader?.stream.recovered.value).toBe(5)
  expect(leader?.pages).toEqual(['join'])
  expect(server.openStreams).toBe(1)
})

test('a follower that slept through more than the others keep loads the page anew', async () => {
  const [leader, follower] = await open(2)
  follower?.page.dispatchEvent(new Event('freeze'))
  const ids = put(2_600)
  await until(() => expect(leader?.seen).toHaveLength(ids.length))
  follower?.page.dispatchEvent(new Event('resume'))
  await until(() => expect(follower?.pages).toEqual(['join', 'reset']))
  ids.push(...put(1))
  await until(() => expect(follower?.ids()).toEqual(ids.slice(-501)))
  expect(server.openStreams).toBe(1)
})

test('messages that a follower did not hear are noticed with the next one', async () => {
  const [leader, follower] = await open(2)
  follower?.hang(true)
  const ids = put(3)
  await until(() => expect(leader?.seen).toEqual(ids))
  follower?.hang(false)
  ids.push(...put(1))
  await expectAll([follower as Tab], ids)
  expect(follower?.seen).toEqual(ids)
  expect(server.openStreams).toBe(1)
})

test('what falls between the page of a new tab and its joining comes with the joining', async () => {
  const [leader] = await open(1)
  const ids = put(1)
  await expectAll([leader as Tab], ids)
  server.afterPage = () => {
    server.afterPage = undefined
    ids.push(...put(3))
  }
  const late = browser.open()
  await expectAll([late], ids)
  expect(late.pages).toEqual(['join'])
  expect(server.openStreams).toBe(1)
})

test('a lost stream is lost for all tabs, and comes back for all of them by one connection', async () => {
  const tabs = await open(3)
  server.streamStatus = 503
  server.dropStreams()
  await until(() => expect(tabs.every(({ states }) => states.includes('reconnecting'))).toBe(true))
  const ids = put(3)
  await until(() => expect(tabs.every(({ stream }) => stream.polling.value)).toBe(true))
  server.streamStatus = 200
  await untilState(tabs, 'live')
  ids.push(...put(3))
  await expectAll(tabs, ids)
  expect(server.openStreams).toBe(1)
  for (const { stream } of tabs) expect(stream.polling.value).toBe(false)
})

test('a follower whose user cannot wait makes the leader try', async () => {
  const tabs = await open(2)
  server.streamStatus = 503
  server.dropStreams()
  await until(() => expect(tabs.every(({ stream }) => stream.retryCount.value > 5)).toBe(true))
  server.streamStatus = 200
  const tries = server.positions.length
  await until(() => expect(tabs[1]?.stream.nextTryAt.value).toBeDefined())
  tabs[1]?.stream.tryNow()
  await untilState(tabs, 'live')
  expect(server.positions.length).toBe(tries + 1)
})

test('a reset reaches all tabs', async () => {
  const tabs = await open(3)
  put(2)
  server.records.clear()
  const ids = put(2)
  server.broadcast('log:reset', { reason: 'epoch', cursor: server.cursor }, server.cursor)
  await expectAll(tabs, ids)
  for (const { pages } of tabs) expect(pages).toEqual(['join', 'reset'])
})

test('tabs of other filters have streams of their own, three in all; the rest share and filter by themselves', async () => {
  const providers = ['a', 'b', 'c', 'd', 'e']
  const tabs = providers.map((provider) => browser.open({ provider }))
  await untilState(tabs, 'live')
  const everything = browser.open()
  await untilState([everything], 'live')
  for (const providerName of providers) server.put({ id: `of ${providerName}`, providerName })
  await until(() => expect(tabs.map((tab) => tab.ids())).toEqual(providers.map((provider) => [`of ${provider}`])))
  await until(() => expect(everything.ids()).toHaveLength(5))
  expect(server.openStreams).toBe(3)

  // The test's server does not tell of records that leave a filter; the last tabs find out by themselves.
  for (const providerName of providers) server.put({ id: `of ${providerName}`, providerName: 'f' })
  await until(() => expect(tabs.slice(2).map((tab) => tab.ids())).toEqual([[], [], []]))
})

test('tabs of one filter share its stream, and its place passes on with it', async () => {
  const tabs = ['a', 'a', 'b', 'c'].map((provider) => browser.open({ provider }))
  await untilState(tabs, 'live')
  expect(server.openStreams).toBe(3)
  tabs[0]?.close()
  server.put({ id: 'new', providerName: 'a' })
  await until(() => expect(tabs[1]?.ids()).toEqual(['new']))
  await until(() => expect(server.openStreams).toBe(3))
})

test('a tab that filters by itself has its own stream with its next filter, once there is a place', async () => {
  const tabs = ['a', 'b', 'c'].map((provider) => browser.open({ provider }))
  await untilState(tabs, 'live')
  tabs[0]?.close()
  const last = tabs[2] as Tab
  last.filter.value = { provider: 'd' }
  await until(() => expect(last.pages).toContain('reset'))
  await untilState([last], 'live')
  expect(server.streamQueries.at(-1)).toMatch(/^provider=d&/)
})

test('a logout in one tab is one in all', async () => {
  const [leader, ...others] = await open(3)
  server.streamStatus = 401
  server.sessionStatus = 401
  leader?.close()
  await untilState(others, 'logged-out')
})

test('without locks each tab has a connection of its own', async () => {
  browser = new TestBrowser(() => server.base, false)
  const tabs = await open(2)
  const ids = put(3)
  await expectAll(tabs, ids)
  expect(server.openStreams).toBe(2)
  expect(await tabs[0]?.stream.sharing()).toBeUndefined()
})
