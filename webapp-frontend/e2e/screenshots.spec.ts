import { join } from 'node:path'
import { chromium, expect, test, type Browser, type BrowserContextOptions, type Page } from '@playwright/test'
import { ApiClient } from './support/apiClient'
import { ConsolePage } from './support/consolePage'
import { writePastDay } from './support/pastDay'
import { TokentailServer } from './support/tokentailServer'

// The pictures of the README: TOKENTAIL_SCREENSHOTS=../docs/images npm run e2e -- screenshots
const directory = process.env.TOKENTAIL_SCREENSHOTS ?? ''
test.skip(!directory, 'only when TOKENTAIL_SCREENSHOTS names a directory')

const DESK = { viewport: { width: 1440, height: 900 }, colorScheme: 'dark' } as const
const PHONE = { viewport: { width: 390, height: 844 }, colorScheme: 'dark', isMobile: true, hasTouch: true } as const

let server: TokentailServer | undefined
let browser: Browser | undefined

test.afterEach(async () => {
  await browser?.close()
  await server?.remove()
})

/** A page of a server of its own, at the address that users see. */
async function open(demo: boolean, options: BrowserContextOptions): Promise<ConsolePage> {
  server = await TokentailServer.start({ demo })
  const { launchOptions } = test.info().project.use
  browser = await chromium.launch({
    ...launchOptions,
    args: [...(launchOptions?.args ?? []), `--host-resolver-rules=MAP localhost:8080 127.0.0.1:${server.port}`],
  })
  return another(options)
}

async function another(options: BrowserContextOptions): Promise<ConsolePage> {
  if (!server || !browser) throw new Error('open() comes first.')
  const context = await browser.newContext(options)
  return ConsolePage.open(await context.newPage(), { url: 'http://localhost:8080/', key: server.key })
}

async function shoot(page: Page, name: string): Promise<void> {
  await page.evaluate(() => document.fonts.ready)
  // Rows that slide in lie over others for a moment.
  await page.evaluate(
    () =>
      new Promise<void>((resolve) => {
        const moves = (animation: Animation) =>
          animation instanceof CSSTransition ||
          (animation instanceof CSSAnimation && animation.animationName === 'row-in')
        const look = () => (document.getAnimations().some(moves) ? requestAnimationFrame(look) : resolve())
        look()
      }),
  )
  await page.screenshot({ path: join(directory, `${name}.png`) })
}

test('a fresh server', async () => {
  test.setTimeout(120_000)
  const { page } = await open(false, DESK)
  await expect(page.getByTestId('empty-curl')).toBeVisible()
  await expect(page.getByTestId('figure-requests')).toHaveAttribute('data-value', '0')
  await shoot(page, 'empty-dark')
})

/** The views of a server with traffic, and what is there once each of them can be looked at. */
const VIEWS = { 'in-flight': 'in-flight-row', sessions: 'session-row', insights: 'insights-chart' }

test('traffic', async () => {
  test.setTimeout(300_000)
  const console = await open(true, DESK)
  const { page } = console
  if (!server) throw new Error('open() comes first.')
  await writePastDay(new ApiClient(server))
  await page.reload()
  // Long enough for demo traffic to have begun and ended.
  await page.waitForTimeout(60_000)

  const both = async (name: string) => {
    for (const colorScheme of ['dark', 'light'] as const) {
      await page.emulateMedia({ colorScheme })
      await page.waitForTimeout(1_000)
      await shoot(page, `${name}-${colorScheme}`)
    }
  }
  await both('live')
  for (const [view, ready] of Object.entries(VIEWS)) {
    await page.getByTestId(`view-${view}`).click()
    await expect(page.getByTestId(ready).first()).toBeVisible()
    await page.waitForTimeout(2_000)
    await both(view)
  }
  await page.getByTestId('view-sessions').click()
  await page.getByTestId('session-row').first().getByRole('link').first().click()
  await expect(page.getByTestId('session-timeline')).toBeVisible()
  await both('session')

  await page.emulateMedia({ colorScheme: 'dark' })
  await page.getByTestId('view-live').click()
  const ended = page.locator('[data-testid="log-row"][data-status="completed"]')
  await ended.filter({ hasText: 'claude' }).first().click()
  await expect(console.detail).toContainText('completed')
  await both('detail')

  const phone = await another(PHONE)
  await expect(phone.table).toHaveAttribute('data-layout', 'compact')
  await shoot(phone.page, 'phone-dark')
})
