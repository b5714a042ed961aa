import { ConsolePage } from './support/consolePage'
import { countLoads, expect, test } from './support/test'

const SECOND = 1_000

test('a request is a row within a second, and its end changes that row', async ({
  page,
  context,
  server,
  api,
  prefix,
}) => {
  const id = `${prefix}-one`
  const loads = countLoads(context)
  const console = await ConsolePage.open(page, server)
  const row = console.row(id)

  const created = console.seenAt(id, 1)
  await api.post({ id, status: 'pending', providerName: 'anthropic', model: 'claude-sonnet-4-5', sessionId: prefix })
  const posted = Date.now()
  expect((await created) - posted).toBeLessThan(SECOND)
  await expect(row).toContainText('pending')
  await expect(row).toContainText('claude-sonnet-4-5')
  await expect(console.figure('in-flight')).not.toHaveAttribute('data-value', '0')

  await row.click()
  await expect(console.detail).toHaveAttribute('data-id', id)
  await expect(console.detail).toContainText('pending')
  const rows = await console.table.getAttribute('data-row-count')

  const updated = console.seenAt(id, 2)
  await api.patch(id, { status: 'error', httpStatus: 529, error: 'Overloaded', durationMs: 2_500 })
  const patched = Date.now()
  expect((await updated) - patched).toBeLessThan(SECOND)
  await expect(row).toHaveCount(1)
  await expect(row).toContainText('error529')
  await expect(row).toContainText('2.50s')
  await expect(console.table, 'no row came for the change').toHaveAttribute('data-row-count', rows ?? '')
  await expect(console.detail).toHaveAttribute('data-rev', '2')
  await expect(page.getByTestId('detail-error')).toHaveText('Overloaded')
  expect(JSON.parse(await page.getByTestId('detail-json').innerText())).toMatchObject({ id, rev: 2, httpStatus: 529 })

  await page.getByTestId('detail-close').click()
  await expect(console.detail).toBeHidden()
  await console.expectState('live')
  expect(loads()).toBe(1)
})

test('the figures and the active sessions follow', async ({ page, server, api, prefix }) => {
  const console = await ConsolePage.open(page, server)
  const figure = async (name: string) => Number(await console.figure(name).getAttribute('data-value'))
  const before = await api.stats(new Date(Date.now() - 24 * 3_600_000).toISOString())
  await api.post({
    id: `${prefix}-sum`,
    status: 'completed',
    model: 'gpt-5',
    sessionId: prefix,
    inputTokens: 1_000,
    outputTokens: 500,
    price: 0.25,
  })
  await expect.poll(() => figure('requests'), { timeout: 12_000 }).toBe(before.totalRequests + 1)
  await expect.poll(() => figure('tokens')).toBe(before.totalTokens + 1_500)
  await expect.poll(() => figure('cost')).toBeCloseTo(before.totalCost + 0.25, 6)
  await page.getByTestId('view-sessions').click()
  await expect(page.locator(`[data-testid="session-row"][data-session-id="${prefix}"]`)).toContainText('1,500')
})

test('three tabs all get both', async ({ context, server, api, prefix }) => {
  const id = `${prefix}-three`
  const tabs = []
  for (let i = 0; i < 3; i++) tabs.push(await ConsolePage.open(await context.newPage(), server))

  const created = tabs.map((tab) => tab.seenAt(id, 1))
  await api.post({ id, status: 'pending', model: 'gpt-5' })
  const posted = Date.now()
  for (const seen of created) expect((await seen) - posted).toBeLessThan(SECOND)

  const updated = tabs.map((tab) => tab.seenAt(id, 2))
  await api.patch(id, { status: 'completed', outputTokens: 340 })
  const patched = Date.now()
  for (const seen of updated) expect((await seen) - patched).toBeLessThan(SECOND)
  for (const tab of tabs) {
    await expect(tab.row(id)).toHaveCount(1)
    await expect(tab.row(id)).toContainText('completed')
    await tab.expectState('live')
  }
})

test('a stream that comes and goes leaves nothing in the log of the server', async ({ page, server, api, prefix }) => {
  const before = server.log().length
  const console = await ConsolePage.open(page, server)
  await console.expectState('live')
  await page.reload()
  await console.expectState('live')
  await api.post({ id: `${prefix}-log`, status: 'completed' })
  await expect(console.row(`${prefix}-log`)).toBeVisible()
  expect(server.log().slice(before)).toBe('')
})
