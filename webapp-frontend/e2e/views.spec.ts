import type { Page } from '@playwright/test'
import { ConsolePage } from './support/consolePage'
import { expect, test } from './support/test'

const SIZES = { desk: { width: 1440, height: 900 }, phone: { width: 360, height: 740 } }

const chart = (page: Page, name: string) => page.locator(`[data-testid="insights-chart"][data-chart="${name}"]`)

for (const [size, viewport] of Object.entries(SIZES)) {
  test.describe(size, () => {
    test.use({ viewport })

    test('a pending request appears in flight, ticks, and goes when it ends', async ({ page, server, api, prefix }) => {
      // The oldest come first, and only those in sight are drawn: what other tests left pending would be in front.
      const left = (await api.all()).filter(({ status }) => status === 'pending')
      for (const { id } of left) await api.patch(id, { status: 'cancelled' })
      const before = `${prefix}-before`
      await api.post({ id: before, status: 'pending', providerName: prefix, channelName: 'main', model: 'gpt-5' })
      await ConsolePage.open(page, server)
      await page.goto(`${server.url}#/in-flight`)
      const flight = (id: string) => page.locator(`[data-testid="in-flight-row"][data-id="${id}"]`)
      await expect(flight(before), 'it was there before the view').toBeVisible()

      const id = `${prefix}-live`
      await api.post({ id, status: 'pending', providerName: prefix, channelName: 'main', model: 'gpt-5' })
      await expect(flight(id)).toBeVisible()
      await expect(flight(id)).toContainText('waiting')
      const concurrency = page.locator(`[data-testid="concurrency"][data-name="${prefix}"]`)
      await expect(concurrency).toHaveAttribute('data-now', '2')

      const age = async () => parseFloat(await flight(id).locator('.f-age').innerText())
      const seen = await age()
      await expect.poll(age, { message: 'its clock runs' }).toBeGreaterThan(seen)

      await api.patch(id, { status: 'error', httpStatus: 529, error: 'Overloaded', durationMs: 1_234 })
      await expect(flight(id)).toContainText('error529')
      await expect(flight(id)).toHaveCount(0, { timeout: 10_000 })
      await expect(concurrency).toHaveAttribute('data-now', '1')
      await expect(concurrency).toHaveAttribute('data-peak', '2')

      await flight(before).click()
      await expect(page).toHaveURL(new RegExp(`#/\\?id=${before}$`))
      await api.patch(before, { status: 'completed' })
    })

    test('a session opens as a timeline, follows, and filters the log', async ({ page, server, api, prefix }) => {
      await api.post(
        { id: `${prefix}-a`, status: 'completed', sessionId: prefix, model: 'gpt-5', durationMs: 900, price: 0.25 },
        { id: `${prefix}-b`, status: 'error', sessionId: prefix, error: 'Overloaded', httpStatus: 529, durationMs: 50 },
      )
      await ConsolePage.open(page, server)
      await page.goto(`${server.url}#/sessions`)
      const row = page.locator(`[data-testid="session-row"][data-session-id="${prefix}"]`)
      await expect(row).toContainText('$0.2500')
      await row.getByRole('link').first().click()
      await expect(page).toHaveURL(new RegExp(`#/sessions/${prefix}$`))

      const timeline = page.getByTestId('session-timeline')
      await expect(timeline).toHaveAttribute('data-count', '2')
      await expect(timeline).toContainText('Overloaded')
      const totals = page.getByTestId('session-totals')
      await expect(totals).toHaveAttribute('data-cost', '0.25')
      await api.post({ id: `${prefix}-c`, status: 'pending', sessionId: prefix, model: 'gpt-5' })
      await expect(timeline).toHaveAttribute('data-count', '3')
      await expect(totals).toContainText('1 in flight')
      await api.patch(`${prefix}-c`, { status: 'completed', price: 0.5 })
      await expect(totals).toHaveAttribute('data-cost', '0.75')

      await page.getByTestId('session-show').click()
      await expect(page).toHaveURL(new RegExp(`#/\\?sessionId=${prefix}$`))
      await page.goBack()
      await page.getByTestId('session-back').click()
      await row.getByTestId('session-filter').click()
      await expect(page).toHaveURL(new RegExp(`#/\\?sessionId=${prefix}$`))
    })

    test('insights show what the API says, and a brush leads to its requests', async ({
      page,
      server,
      api,
      prefix,
    }) => {
      const model = `m-${prefix}`
      const common = { model, providerName: prefix, durationMs: 800, inputTokens: 1_000, outputTokens: 500 } as const
      // More than the other tests have sent in the last hour: only the busiest providers have a row of their own.
      for (let post = 0; post < 3; post++) {
        const records = Array.from({ length: 300 }, (_, i) => [
          { id: `${prefix}-${post}-${i}-1`, status: 'completed' as const, price: 0.25, ...common },
          { id: `${prefix}-${post}-${i}-2`, status: 'completed' as const, price: 0.5, ...common },
          { id: `${prefix}-${post}-${i}-3`, status: 'error' as const, error: 'Overloaded', ...common },
        ])
        await api.post(...records.flat())
      }
      await ConsolePage.open(page, server)
      await page.goto(`${server.url}#/insights?range=1h&by=provider&zone=Asia/Shanghai`)
      const legend = page.locator(`[data-testid="legend-row"][data-name="${prefix}"]`)
      await expect(legend).toHaveAttribute('data-requests', '2700')
      await expect(legend).toHaveAttribute('data-cost', '675')
      await expect(legend).toHaveAttribute('data-tokens', '4050000')
      await expect(page.getByTestId('insights-buckets')).toHaveText('1 minute each, Asia/Shanghai')

      await page.getByTestId('insights-by').locator('[data-value="none"]').click()
      const all = page.getByTestId('legend-row')
      await expect(all).toHaveCount(1)
      // Of the same hour: what other tests have sent may drop out of it, or end, at any moment.
      await expect(async () => {
        const { buckets } = await api.history('1h')
        const sum = (name: 'requests' | 'totalTokens') => String(buckets.reduce((n, figures) => n + figures[name], 0))
        await expect(all).toHaveAttribute('data-requests', sum('requests'), { timeout: 1_000 })
        await expect(all).toHaveAttribute('data-tokens', sum('totalTokens'), { timeout: 1_000 })
      }).toPass({ timeout: 30_000 })
      await expect(page).toHaveURL(/zone=Asia\/Shanghai/)

      const canvas = chart(page, 'requests').locator('.u-over')
      const box = await canvas.boundingBox()
      if (!box) throw new Error('The chart is not drawn.')
      await page.mouse.move(box.x + box.width * 0.5, box.y + 40)
      await page.mouse.down()
      await page.mouse.move(box.x + box.width - 2, box.y + 40, { steps: 8 })
      await expect(page.getByTestId('chart-tooltip')).toBeVisible()
      await page.mouse.up()
      await expect(page.getByTestId('selection')).toContainText('requests')
      await page.getByTestId('selection-show').click()
      await expect(page).toHaveURL(/#\/\?from=\d{4}-\d\d-\d\dT[\d:%A.]+Z&to=\d{4}-/)
      await expect(page.getByTestId('log-row').first()).toBeVisible()
    })

    test('a series is left out and taken back, and a double click lets go', async ({ page, server, api, prefix }) => {
      await api.post({ id: prefix, status: 'completed', model: `m-${prefix}`, durationMs: 800 })
      await ConsolePage.open(page, server)
      await page.goto(`${server.url}#/insights?range=1h&by=model`)
      const box = chart(page, 'requests').locator('.u-over')
      await box.dragTo(box, { sourcePosition: { x: 60, y: 30 }, targetPosition: { x: 160, y: 30 } })
      await expect(page.getByTestId('selection')).toBeVisible()
      await box.dblclick({ position: { x: 30, y: 20 } })
      await expect(page.getByTestId('selection')).toHaveCount(0)
      const toggle = page.getByTestId('legend-row').first().getByRole('switch')
      if (await toggle.isEnabled()) {
        await toggle.click()
        await expect(toggle).not.toBeChecked()
        await toggle.click()
        await expect(toggle).toBeChecked()
      }
    })
  })
}
