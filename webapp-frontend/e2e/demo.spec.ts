import { ConsolePage } from './support/consolePage'
import { expect, test } from './support/test'
import { TokentailServer } from './support/tokentailServer'

let server: TokentailServer

test.beforeAll(async () => {
  test.setTimeout(120_000)
  server = await TokentailServer.start({ demo: true })
})
test.afterAll(() => server?.remove())

test('demo traffic flows by itself, and is called that', async ({ page }) => {
  const console = await ConsolePage.open(page, server)
  await expect(page.getByTestId('demo-mark').getByText('Demo traffic')).toBeVisible()

  const rowCount = async () => Number(await console.table.getAttribute('data-row-count'))
  const requests = async () => Number(await console.figure('requests').getAttribute('data-value'))
  const [rowsBefore, requestsBefore] = [await rowCount(), await requests()]
  await expect.poll(rowCount, { timeout: 20_000 }).toBeGreaterThan(rowsBefore + 5)
  await expect.poll(requests, { timeout: 20_000 }).toBeGreaterThan(requestsBefore)

  const running = await page
    .locator('[data-testid="log-row"][data-status="pending"]')
    .evaluateAll((rows) => rows.map((row) => row.getAttribute('data-id')))
  const ended = () =>
    page
      .locator('[data-testid="log-row"]:not([data-status="pending"])')
      .evaluateAll((rows, ids) => rows.filter((row) => ids.includes(row.getAttribute('data-id'))).length, running)
  await expect.poll(ended, { message: 'requests that were seen running end', timeout: 20_000 }).toBeGreaterThan(0)
})

test('traffic of the real kind is not called demo', async ({ page, server: plain }) => {
  await ConsolePage.open(page, plain)
  await expect(page.getByTestId('demo-mark')).toHaveCount(0)
})
