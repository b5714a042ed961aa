import { join } from 'node:path'
import { chromium, expect, test, type Browser, type BrowserContextOptions, type Page } from '@playwright/test'
import { ConsolePage } from './support/consolePage'
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

test('traffic', async () => {
  test.setTimeout(240_000)
  const console = await open(true, DESK)
  const { page } = console
  // Long enough for the small curves of the last minutes to have a shape.
  await expect
    .poll(async () => Number(await console.table.getAttribute('data-row-count')), { timeout: 150_000 })
    .toBeGreaterThan(200)
  await shoot(page, 'live-dark')
  await page.emulateMedia({ colorScheme: 'light' })
  await shoot(page, 'live-light')
  await page.emulateMedia({ colorScheme: 'dark' })

  const phone = await another(PHONE)
  await expect(phone.table).toHaveAttribute('data-layout', 'compact')
  await shoot(phone.page, 'phone-dark')

  const ended = page.locator('[data-testid="log-row"][data-status="completed"]')
  await ended.filter({ hasText: 'claude' }).first().click()
  await expect(console.detail).toContainText('completed')
  await shoot(page, 'detail-dark')
})
