import { ApiClient } from './support/apiClient'
import { ConsolePage } from './support/consolePage'
import { expect, test } from './support/test'
import { TokentailServer } from './support/tokentailServer'

let server: TokentailServer

test.beforeAll(async () => {
  test.setTimeout(120_000)
  server = await TokentailServer.start({ contextRoot: '/tail/deep' })
})
test.afterAll(() => server?.remove())

test('the page works under another context root, from its first row on', async ({ page, context }) => {
  const api = new ApiClient(server)
  const answer = await page.goto(server.url)
  expect(answer?.headers()['content-security-policy']).toContain("default-src 'self'")
  await page.getByTestId('login-key').fill(server.key)
  await page.getByTestId('login-submit').click()
  const console = new ConsolePage(page)
  await console.expectState('live')
  expect((await context.cookies()).map(({ path }) => path)).toEqual(['/tail/deep'])

  await expect(page.getByTestId('empty-state')).toBeVisible()
  await expect(page.getByTestId('empty-curl'), 'ready to be copied').toContainText(`curl ${server.url}api/logs`)
  await expect(console.table).toHaveCount(0)

  await api.post({ id: 'first', status: 'pending', model: 'gpt-5' })
  await expect(console.row('first')).toContainText('pending')
  await expect(page.getByTestId('empty-state')).toHaveCount(0)
  await api.patch('first', { status: 'completed' })
  await expect(console.row('first')).toContainText('completed')
  await page.reload()
  await console.expectState('live')
  await expect(console.row('first')).toContainText('completed')
})

test('without the slash at its end the address works as well', async ({ page }) => {
  const console = await ConsolePage.open(page, { url: server.url.slice(0, -1), key: server.key })
  await console.expectState('live')
  expect(page.url()).toBe(`${server.url}#/`)
})
