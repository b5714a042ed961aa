import { ConsolePage } from './support/consolePage'
import { expect, test } from './support/test'

const AT = '2026-01-11T15:00:00.000Z'

test('a link opens a record that no page of the log has brought', async ({ context, server, api, prefix }) => {
  const id = `${prefix}-old`
  await api.post({ id, initialTime: '2020-01-01T00:00:00.000Z', status: 'completed', model: 'gpt-5', durationMs: 900 })
  // More than the first page holds.
  await api.post(...Array.from({ length: 600 }, (_, i) => ({ id: `${prefix}-${i}`, status: 'cancelled' as const })))
  const first = await ConsolePage.open(await context.newPage(), server)
  await first.page.goto(`${server.url}#/?id=${id}`)
  await expect(first.detail).toHaveAttribute('data-id', id)
  const link = (await first.page.getByTestId('detail-permalink').getAttribute('data-link')) ?? ''
  expect(link).toBe(`${server.url}#/?id=${id}`)

  const tab = new ConsolePage(await context.newPage())
  await tab.page.goto(link)
  await expect(tab.detail).toHaveAttribute('data-id', id)
  await expect(tab.row(id)).toHaveCount(0)
  await expect(tab.page.getByTestId('detail-model')).toHaveText('gpt-5')
  await api.patch(id, { error: 'Found out later' })
  await expect(tab.page.getByTestId('detail-error'), 'it follows the stream').toHaveText('Found out later')
})

test('a link to nothing says so', async ({ page, server }) => {
  const console = await ConsolePage.open(page, server)
  await page.goto(`${server.url}#/?id=nobody-knows-it`)
  await expect(page.getByTestId('detail-missing')).toContainText('nobody-knows-it')
  await page.getByTestId('detail-close').click()
  await expect(page.getByTestId('detail-missing')).toBeHidden()
  await expect(console.table.or(page.getByTestId('empty-state'))).toBeVisible()
})

test('what was tried stands in order and ends in the answer', async ({ page, server, api, prefix }) => {
  const id = `${prefix}-call`
  const one = { attemptOf: id, initialTime: AT, durationMs: 700 }
  await api.post(
    { id, initialTime: AT, status: 'completed', channelName: 'second', durationMs: 2_000 },
    { ...one, id: `${prefix}-try`, status: 'failover', channelName: 'first', httpStatus: 529, error: 'Overloaded' },
  )
  const console = await ConsolePage.open(page, server)
  await page.goto(`${server.url}#/?id=${id}`)
  const chain = page.getByTestId('detail-attempt')
  await expect(chain).toHaveCount(2)
  await expect(chain.first()).toContainText('first')
  await expect(chain.first()).toContainText('Overloaded')
  await expect(chain.last()).toHaveAttribute('data-id', id)

  await chain.first().getByRole('button').click()
  await expect(console.detail).toHaveAttribute('data-id', `${prefix}-try`)
  await expect(chain).toHaveCount(2)
  await page.getByTestId('detail-root').click()
  await expect(console.detail).toHaveAttribute('data-id', id)
})

test('a cost shows its rates, and what has none is unpriced', async ({ page, server, api, prefix }) => {
  const tokens = { status: 'completed' as const, inputTokens: 1_200, outputTokens: 340 }
  await api.post(
    { id: `${prefix}-priced`, providerName: 'openai', model: 'gpt-5', ...tokens },
    { id: `${prefix}-none`, providerName: 'nobody', model: 'nobody-sells-it', ...tokens },
  )
  const console = await ConsolePage.open(page, server)
  await console.row(`${prefix}-priced`).click()
  await expect(page.locator('[data-testid="detail-cost"] [data-kind="input"]')).toContainText('× $1.25')
  await expect(page.getByTestId('detail-price')).toHaveText('$0.0049')
  await expect(page.getByTestId('detail-price-source')).toContainText('openai/gpt-5')

  await console.row(`${prefix}-none`).click()
  await expect(page.getByTestId('detail-price')).toHaveText('unpriced')
  await expect(page.getByTestId('detail-unpriced')).toBeVisible()
  await expect(page.getByTestId('detail-cost')).not.toContainText('$0')
})

test('the panel walks through the rows, and keeps its width', async ({ page, server, api, prefix }) => {
  await api.post({ id: `${prefix}-1`, status: 'completed' })
  await api.post({ id: `${prefix}-2`, status: 'completed' })
  const console = await ConsolePage.open(page, server)
  await console.row(`${prefix}-2`).click()
  await page.getByTestId('detail-next').click()
  await expect(console.detail).toHaveAttribute('data-id', `${prefix}-1`)
  await page.getByTestId('detail-previous').click()
  await expect(console.detail).toHaveAttribute('data-id', `${prefix}-2`)

  const width = async () => (await page.getByTestId('detail-side').boundingBox())?.width ?? 0
  const before = await width()
  await page.getByTestId('detail-resize').press('ArrowLeft')
  await expect.poll(width).toBe(before + 24)
  await page.reload()
  await expect(console.detail).toHaveAttribute('data-id', `${prefix}-2`)
  expect(await width()).toBe(before + 24)
})

test.describe('on a phone', () => {
  test.use({ viewport: { width: 360, height: 740 } })

  test('the panel is a sheet that fits', async ({ page, server, api, prefix }) => {
    const id = `${prefix}-phone`
    await api.post({ id, status: 'error', error: 'Overloaded', model: 'claude-sonnet-4-5', durationMs: 900 })
    const console = await ConsolePage.open(page, server)
    await console.row(id).click()
    const sheet = page.getByTestId('detail-sheet')
    await expect(sheet).toBeVisible()
    await expect(console.detail).toHaveAttribute('data-id', id)
    expect(await console.detail.evaluate((panel) => panel.scrollWidth <= panel.clientWidth)).toBe(true)
    await page.getByTestId('detail-close').click()
    await expect(sheet).toBeHidden()
  })
})
