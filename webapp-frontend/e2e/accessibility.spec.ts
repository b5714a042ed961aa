import AxeBuilder from '@axe-core/playwright'
import type { Page } from '@playwright/test'
import { ConsolePage } from './support/consolePage'
import { expect, test } from './support/test'

const SIZES = { desk: { width: 1440, height: 900 }, phone: { width: 360, height: 740 } }

/** What a view shows before it is looked at. */
const VIEWS: Record<string, { path: string; ready: string }> = {
  live: { path: '/', ready: 'log-row' },
  'a request in detail': { path: '/?id=axe-error', ready: 'detail-panel' },
  'in flight': { path: '/in-flight', ready: 'in-flight-row' },
  sessions: { path: '/sessions', ready: 'session-row' },
  'a session': { path: '/sessions/axe', ready: 'session-timeline' },
  insights: { path: '/insights', ready: 'insights-chart' },
}

test.beforeEach(async ({ api }) => {
  const common = { sessionId: 'axe', providerName: 'openai', model: 'gpt-5', channelName: 'main', clientId: 'ci' }
  await api.post(
    { id: 'axe-pending', status: 'pending', ...common },
    { id: 'axe-done', status: 'completed', durationMs: 2_000, firstTokenDurationMs: 300, inputTokens: 900, ...common },
    { id: 'axe-error', status: 'error', httpStatus: 529, error: 'Overloaded', durationMs: 90, ...common },
    { id: 'axe-gone', status: 'cancelled', durationMs: 700, metadata: { team: 'growth' }, ...common },
    { id: 'axe-over', status: 'failover', attemptOf: 'axe-error', durationMs: 40, ...common },
  )
})

async function expectNoViolation(page: Page): Promise<void> {
  // What fades in has not its own colours yet.
  await page.emulateMedia({ reducedMotion: 'reduce' })
  await page.evaluate(() => Promise.all(document.getAnimations().map((animation) => animation.finished)))
  const { violations } = await new AxeBuilder({ page }).analyze()
  expect(
    violations.map(({ id, nodes }) => ({ id, nodes: nodes.map(({ html, failureSummary }) => [html, failureSummary]) })),
  ).toEqual([])
}

for (const colorScheme of ['dark', 'light'] as const) {
  for (const [size, viewport] of Object.entries(SIZES)) {
    test(`axe finds nothing in any view, and all fits, ${colorScheme}, ${size}`, async ({ page, server }) => {
      test.setTimeout(120_000)
      await page.setViewportSize(viewport)
      await page.emulateMedia({ colorScheme })
      await ConsolePage.open(page, server)
      for (const [name, { path, ready }] of Object.entries(VIEWS)) {
        await test.step(name, async () => {
          await page.goto(`${server.url}#${path}`)
          await expect(page.getByTestId(ready).first()).toBeVisible()
          await expectNoViolation(page)
          // Nothing is wider than the window: a phone would show the page smaller, or let it slip sideways.
          expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(viewport.width)
        })
      }
    })
  }

  test(`axe finds nothing on the way in, ${colorScheme}`, async ({ page, server }) => {
    await page.emulateMedia({ colorScheme })
    await page.goto(server.url)
    await expect(page.getByTestId('login')).toBeVisible()
    await expectNoViolation(page)
  })
}
