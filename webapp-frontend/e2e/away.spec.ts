import AxeBuilder from '@axe-core/playwright'
import { ConsolePage } from './support/consolePage'
import { Traffic } from './support/traffic'
import { expect, test } from './support/test'

test('a laptop wakes up after hours: it resumes at once, and says how much it caught up', async ({
  page,
  server,
  network,
  api,
  prefix,
}) => {
  test.setTimeout(120_000)
  await page.clock.install()
  const console = await ConsolePage.open(page, { url: `http://127.0.0.1:${network.port}/`, key: server.key })
  await api.post({ id: `${prefix}-before`, status: 'pending' })
  await expect(console.row(`${prefix}-before`)).toContainText('pending')
  const streams = network.streams().length

  network.deaden()
  const traffic = new Traffic(api, prefix)
  await traffic.begin(8)
  await traffic.end(8)
  await api.patch(`${prefix}-before`, { status: 'completed' })
  await page.clock.fastForward('08:00:00')

  await expect(console.badge).toContainText(/caught up \d+ changes/, { timeout: 20_000 })
  await console.expectState('live')
  await expect(console.row(`${prefix}-before`)).toContainText('completed')
  expect(network.streams().length, 'by another connection').toBeGreaterThan(streams)
  await console.expectSameAs(api)
})

test('offline, all stands still and says of when it is; back again, it goes on', async ({
  page,
  context,
  server,
  api,
  prefix,
}) => {
  test.setTimeout(120_000)
  const left = (await api.all()).filter(({ status }) => status === 'pending')
  for (const { id } of left) await api.patch(id, { status: 'cancelled' })
  await api.post({ id: `${prefix}-open`, status: 'pending', providerName: 'openai', model: 'gpt-5' })
  const console = await ConsolePage.open(page, server)
  await page.goto(`${server.url}#/in-flight`)
  const age = page.locator(`[data-testid="in-flight-row"][data-id="${prefix}-open"] .f-age`)
  await expect(age).toBeVisible()
  const note = page.getByTestId('stale-note')
  await expect(note).toHaveCount(0)

  await context.setOffline(true)
  await console.expectState('offline')
  await expect(note).toHaveText(/^as of \d\d:\d\d:\d\d$/)
  await expect(console.figure('in-flight')).toHaveAttribute('data-stale', 'true')
  const stood = await age.innerText()
  // The badge's countdown goes on, so time does.
  const beside = page.getByTestId('connection-beside')
  const counted = await beside.innerText()
  await expect(beside).not.toHaveText(counted)
  expect(await age.innerText()).toBe(stood)
  for (const colorScheme of ['dark', 'light'] as const) {
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' })
    const { violations } = await new AxeBuilder({ page }).analyze()
    expect(violations.map(({ id, nodes }) => [id, nodes.map(({ html }) => html)])).toEqual([])
  }

  await api.post({ id: `${prefix}-missed`, status: 'pending', providerName: 'openai', model: 'gpt-5' })
  await context.setOffline(false)
  await console.expectState('live', 40_000)
  await expect(note).toHaveCount(0)
  await expect(page.locator(`[data-testid="in-flight-row"][data-id="${prefix}-missed"]`)).toBeVisible()
  await expect(age).not.toHaveText(stood)
  for (const id of ['open', 'missed']) await api.patch(`${prefix}-${id}`, { status: 'completed' })
})

test('a filter that the server refuses is told with its reason, and cleared', async ({ page, server, api, prefix }) => {
  await api.post({ id: `${prefix}-any`, status: 'completed' })
  const console = await ConsolePage.open(page, server)
  // Each of these is a model that could be; together they are more than servers take in an address.
  const models = Array.from({ length: 9 }, (_, n) => `model=${'m'.repeat(1_000)}${n}`)
  await page.goto(`${server.url}#/?${models.join('&')}`)
  await console.expectState('refused')
  await expect(console.badge).toContainText('Filter refused')
  await expect(page.getByTestId('filter-refused')).toContainText('The server does not take this filter')
  await expect(page.getByTestId('stale-note')).toBeVisible()
  await console.badge.click()
  await expect(page.getByTestId('connection-sentence')).toContainText('The server does not take this filter')
  await expect(page.getByTestId('connection-reason')).toHaveText(/^The server says: .+/)
  await page.getByTestId('connection-clear').click()
  await console.expectState('live')
  await expect(console.row(`${prefix}-any`)).toBeVisible()
  await expect(page).not.toHaveURL(/model=/)
})
