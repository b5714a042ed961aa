import type { Browser, BrowserContext, Page } from '@playwright/test'
import type { TokentailServer } from './support/tokentailServer'
import { ConsolePage } from './support/consolePage'
import { Traffic } from './support/traffic'
import { expect, test } from './support/test'

/** A browser asks twice, 9 s after a leader fell silent, before it takes the lead; the rest is patience. */
const TAKE_OVER_MS = 40_000
/** The server learns of a client that left when it writes to it: every 5 s. */
const NOTICED_MS = 20_000

/** The first one opens the connection. */
async function open(context: BrowserContext, server: TokentailServer, filters: string[]): Promise<ConsolePage[]> {
  const tabs: ConsolePage[] = []
  for (const filter of filters) {
    const page = await context.newPage()
    await page.goto(`${server.url}#key=${server.key}`)
    if (filter) await page.goto(`${server.url}#/?${filter}`)
    const tab = new ConsolePage(page)
    await tab.expectState('live')
    tabs.push(tab)
  }
  return tabs
}

const plain = (count: number) => Array.from({ length: count }, () => '')

/** Its scripts stand still, without a word to anybody; what it holds it holds. */
async function hang(page: Page): Promise<() => Promise<unknown>> {
  const session = await page.context().newCDPSession(page)
  await session.send('Debugger.enable')
  await session.send('Debugger.pause')
  void page.evaluate(() => undefined).catch(() => undefined)
  return () => session.send('Debugger.disable')
}

async function setLifecycle(page: Page, state: 'frozen' | 'active'): Promise<void> {
  const session = await page.context().newCDPSession(page)
  await session.send('Page.setWebLifecycleState', { state })
}

test('ten tabs live on one connection, and calls have the others', async ({ context, server, api, prefix }) => {
  test.setTimeout(300_000)
  await expect.poll(() => api.openStreams(), { timeout: NOTICED_MS }).toBe(0)
  const tabs = await open(context, server, plain(10))
  expect(await api.openStreams()).toBe(1)
  await api.post({ id: `${prefix}-one`, status: 'pending' })
  for (const tab of tabs) await expect(tab.row(`${prefix}-one`)).toContainText('pending')
  await api.patch(`${prefix}-one`, { status: 'completed' })
  for (const tab of tabs) {
    await expect(tab.row(`${prefix}-one`)).toContainText('completed')
    await tab.expectState('live')
  }
  expect(await api.openStreams()).toBe(1)
})

test('the tab with the connection is closed in the middle of traffic: another one goes on', async ({
  context,
  server,
  api,
  prefix,
}) => {
  test.setTimeout(300_000)
  const [leader, ...others] = await open(context, server, plain(4))
  const traffic = new Traffic(api, prefix)
  const flow = traffic.flow(150)
  await expect.poll(() => traffic.acknowledged.size, { timeout: 60_000 }).toBeGreaterThan(40)
  await leader?.page.close()
  await flow
  for (const tab of others) {
    await tab.expectState('live')
    await tab.expectSameAs(api)
  }
  await expect.poll(() => api.openStreams(), { timeout: NOTICED_MS }).toBe(1)
})

test('the tab with the connection is put to sleep: it lets go, and catches up when it wakes', async ({
  context,
  server,
  api,
  prefix,
}) => {
  test.setTimeout(300_000)
  const [leader, other] = (await open(context, server, plain(2))) as [ConsolePage, ConsolePage]
  await setLifecycle(leader.page, 'frozen')
  await api.post({ id: `${prefix}-meanwhile`, status: 'pending' })
  await expect(other.row(`${prefix}-meanwhile`)).toBeVisible({ timeout: TAKE_OVER_MS })
  await setLifecycle(leader.page, 'active')
  await expect(leader.row(`${prefix}-meanwhile`)).toBeVisible({ timeout: TAKE_OVER_MS })
  await leader.expectState('live')
  await expect.poll(() => api.openStreams(), { timeout: NOTICED_MS }).toBe(1)
})

test('the tab with the connection hangs: it is replaced, and follows when it is back', async ({
  context,
  server,
  api,
  prefix,
}) => {
  test.setTimeout(180_000)
  const [leader, ...others] = (await open(context, server, plain(3))) as [ConsolePage, ...ConsolePage[]]
  const goOn = await hang(leader.page)
  await api.post({ id: `${prefix}-meanwhile`, status: 'pending' })
  for (const tab of others) {
    await expect(tab.row(`${prefix}-meanwhile`)).toBeVisible({ timeout: TAKE_OVER_MS })
    await tab.expectState('live')
  }
  await goOn()
  await api.post({ id: `${prefix}-after`, status: 'pending' })
  for (const tab of [leader, ...others]) {
    await expect(tab.row(`${prefix}-meanwhile`)).toBeVisible({ timeout: TAKE_OVER_MS })
    await expect(tab.row(`${prefix}-after`)).toBeVisible()
  }
  await expect.poll(() => api.openStreams(), { timeout: NOTICED_MS }).toBe(1)
})

test('offline and online again: every tab has what it missed, by one connection', async ({
  context,
  server,
  api,
  prefix,
}) => {
  test.setTimeout(300_000)
  const tabs = await open(context, server, plain(3))
  await context.setOffline(true)
  for (const tab of tabs) await tab.expectState('offline')
  await api.post({ id: `${prefix}-missed`, status: 'pending' })
  await context.setOffline(false)
  for (const tab of tabs) {
    await tab.expectState('live', 40_000)
    await expect(tab.row(`${prefix}-missed`)).toBeVisible()
  }
  await expect.poll(() => api.openStreams(), { timeout: NOTICED_MS }).toBe(1)
})

test('two filters are two streams, each of all tabs that show it', async ({ context, server, api, prefix }) => {
  test.setTimeout(300_000)
  const filters = ['provider=openai', 'provider=anthropic', 'provider=openai']
  const [one, other, another] = (await open(context, server, filters)) as [ConsolePage, ConsolePage, ConsolePage]
  await expect.poll(() => api.openStreams(), { timeout: NOTICED_MS }).toBe(2)
  await api.post({ id: `${prefix}-one`, status: 'pending', providerName: 'openai' })
  await api.post({ id: `${prefix}-other`, status: 'pending', providerName: 'anthropic' })
  await expect(one.row(`${prefix}-one`)).toBeVisible()
  await expect(another.row(`${prefix}-one`)).toBeVisible()
  await expect(other.row(`${prefix}-other`)).toBeVisible()
  await expect(other.row(`${prefix}-one`)).toHaveCount(0)
})

test('five filters live on three connections, and each shows what it asks for', async ({
  context,
  server,
  api,
  prefix,
}) => {
  test.setTimeout(300_000)
  const providers = ['a', 'b', 'c', 'd', 'e'].map((name) => `${prefix}-${name}`)
  const tabs = await open(
    context,
    server,
    providers.map((provider) => `provider=${provider}`),
  )
  await expect.poll(() => api.openStreams(), { timeout: NOTICED_MS }).toBe(3)
  for (const providerName of providers) await api.post({ id: `of-${providerName}`, status: 'pending', providerName })
  for (const [index, tab] of tabs.entries()) {
    await expect(tab.row(`of-${providers[index] ?? ''}`)).toBeVisible()
    await expect(tab.table).toHaveAttribute('data-row-count', '1')
    await tab.expectState('live')
  }
  for (const providerName of providers) await api.patch(`of-${providerName}`, { providerName: `${prefix}-gone` })
  for (const tab of tabs) await expect(tab.page.getByTestId('log-row')).toHaveCount(0)
})

test('a logout in one tab is one in all', async ({
  browser,
  server,
}: {
  browser: Browser
  server: TokentailServer
}) => {
  const context = await browser.newContext()
  const tabs = await open(context, server, plain(3))
  await tabs[1]?.page.getByTestId('settings').click()
  await tabs[1]?.page.getByTestId('logout').click()
  for (const { page } of tabs) await expect(page.getByTestId('login')).toBeVisible({ timeout: 20_000 })
  await context.close()
})
