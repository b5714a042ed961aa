import { ConsolePage } from './support/consolePage'
import { expect, test } from './support/test'

test('the link of the start line logs in, and the key leaves the address', async ({ page, server }) => {
  await ConsolePage.open(page, server)
  expect(page.url()).toBe(`${server.url}#/`)
  await page.reload()
  await expect(page.getByTestId('console')).toBeVisible()
  expect(await page.evaluate(() => document.cookie), 'the cookie is out of reach of scripts').toBe('')
})

test('a link with a wrong key says so, and the key leaves the address', async ({ page, server }) => {
  await page.goto(`${server.url}#key=not-the-key`)
  await expect(page.getByTestId('login-problem')).toHaveText('This key was not accepted.')
  expect(page.url()).toBe(`${server.url}#/`)
})

test('the form refuses a wrong key and takes the right one', async ({ page, server }) => {
  await page.goto(server.url)
  await page.getByTestId('login-key').fill('not-the-key')
  await page.getByTestId('login-submit').click()
  await expect(page.getByTestId('login-problem')).toHaveText('This key was not accepted.')
  await page.getByTestId('login-key').fill(server.key)
  await page.getByTestId('login-key').press('Enter')
  await new ConsolePage(page).expectState('live')
})

test('logging out ends the session, here and on the server', async ({ page, context, server }) => {
  await ConsolePage.open(page, server)
  const cookies = await context.cookies()
  await page.getByTestId('settings').click()
  await page.getByTestId('logout').click()
  await expect(page.getByTestId('login')).toBeVisible()
  expect(await context.cookies()).toEqual([])
  await context.addCookies(cookies)
  await page.reload()
  await expect(page.getByTestId('login'), 'the old cookie opens nothing').toBeVisible()
})
