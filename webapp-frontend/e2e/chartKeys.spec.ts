import AxeBuilder from '@axe-core/playwright'
import type { Page } from '@playwright/test'
import { ConsolePage } from './support/consolePage'
import { expect, test } from './support/test'

const chartOf = (page: Page, name: string) => page.locator(`[data-testid="insights-chart"][data-chart="${name}"]`)

/** Where the chosen range is drawn, in shares of the plot. */
const drawn = (page: Page, name: string) =>
  chartOf(page, name).evaluate((chart) => {
    const [plot, range] = ['.u-over', '.u-select'].map((part) => chart.querySelector(part)?.getBoundingClientRect())
    if (!plot || !range) throw new Error('The chart is not drawn.')
    return [(range.left - plot.left) / plot.width, (range.right - plot.left) / plot.width].map(
      (share) => Math.round(share * 100) / 100,
    )
  })

test.beforeEach(async ({ page, server, api, prefix }) => {
  await api.post({ id: prefix, status: 'completed', providerName: prefix, model: 'gpt-5', durationMs: 800 })
  await ConsolePage.open(page, server)
  await page.goto(`${server.url}#/insights?range=7d&zone=UTC`)
  await expect(chartOf(page, 'requests').locator('.u-over')).toBeVisible()
})

test('a chart is read, and a time chosen in it, by keys alone', async ({ page }) => {
  const slider = chartOf(page, 'requests').getByRole('slider')
  await page.getByTestId('insights-bar').getByRole('link').last().focus()
  await page.keyboard.press('Tab')
  await expect(slider).toBeFocused()
  const last = Number(await slider.getAttribute('aria-valuemax'))
  await expect(slider).toHaveAttribute('aria-valuenow', String(last))
  await expect(page.getByTestId('chart-tooltip')).toBeVisible()

  await page.keyboard.press('ArrowLeft')
  await expect(slider).toHaveAttribute('aria-valuenow', String(last - 1))
  await expect(slider).toHaveAttribute('aria-valuetext', /\d\d:\d\d – .*: Requests [\d,]+$/)
  await page.keyboard.press('Home')
  await expect(slider).toHaveAttribute('aria-valuenow', '0')
  await page.keyboard.press('End')
  for (let i = 0; i < 3; i++) await page.keyboard.press('Shift+ArrowLeft')
  await expect(slider).toHaveAttribute('aria-valuetext', /^Range /)
  await expect(page.getByTestId('selection'), 'not yet applied').toHaveCount(0)
  const { violations } = await new AxeBuilder({ page }).analyze()
  expect(violations.map(({ id, nodes }) => [id, nodes.map(({ html }) => html)])).toEqual([])

  await page.keyboard.press('Escape')
  await expect(slider).not.toHaveAttribute('aria-valuetext', /^Range /)
  await page.keyboard.press('End')
  await page.keyboard.press('Shift+Home')
  await page.keyboard.press('Enter')
  await expect(page.getByTestId('selection')).toContainText('request')
  await page.keyboard.press('Escape')
  await expect(page.getByTestId('selection')).toHaveCount(0)
  await page.keyboard.press('Enter')
  await expect(page.getByTestId('selection')).toBeVisible()
  await page.keyboard.press('Enter')
  await expect(page).toHaveURL(/#\/\?from=\d{4}-.*&to=\d{4}-/)
})

test('the list of keys tells of it', async ({ page }) => {
  await page.keyboard.press('?')
  const sheet = page.getByTestId('key-sheet')
  await expect(sheet).toContainText('Charts')
  await expect(sheet).toContainText('Choose a range')
})

test('a chosen range lies where it is after a resize and in another theme, and a pointer that rests takes nothing', async ({
  page,
}) => {
  const slider = chartOf(page, 'requests').getByRole('slider')
  await chartOf(page, 'requests').locator('.u-over').hover()
  await slider.focus()
  await page.keyboard.press('End')
  for (let i = 0; i < 7; i++) await page.keyboard.press('ArrowLeft')
  for (let i = 0; i < 6; i++) await page.keyboard.press('Shift+ArrowLeft')
  const buckets = Number(await slider.getAttribute('aria-valuemax')) + 1
  await expect(slider).toHaveAttribute('aria-valuenow', String(buckets - 14))
  await page.keyboard.press('Enter')
  await expect(page.getByTestId('selection')).toBeVisible()
  const before = await drawn(page, 'requests')
  const [from = 0, to = 0] = before
  expect(from).toBeGreaterThan(0.3)
  expect(to).toBeGreaterThan(from)
  expect(await drawn(page, 'duration'), 'in every chart').toEqual(before)

  await page.setViewportSize({ width: 1000, height: 700 })
  for (const name of ['requests', 'duration']) await expect.poll(() => drawn(page, name)).toEqual(before)
  await page.emulateMedia({ colorScheme: 'light' })
  await expect(page.locator('html')).not.toHaveClass(/dark/)
  for (const name of ['requests', 'duration']) await expect.poll(() => drawn(page, name)).toEqual(before)
  await page.setViewportSize({ width: 360, height: 740 })
  for (const name of ['requests', 'duration']) await expect.poll(() => drawn(page, name)).toEqual(before)
  const bar = page.getByTestId('selection')
  const cut = await bar.evaluate((element) => {
    const words = element.querySelector('p')?.getBoundingClientRect()
    const parts = [...element.querySelectorAll('p > span')].map((part) => part.getBoundingClientRect())
    return !words || parts.some(({ left, right }) => left < words.left - 1 || right > words.right + 1)
  })
  expect(cut, 'its words are whole on a phone').toBe(false)
})

test('charts are drawn in a browser whose locale Intl refuses', async ({ page }) => {
  await page.addInitScript(() => {
    Object.defineProperty(Navigator.prototype, 'language', { get: () => 'en-US@posix', configurable: true })
  })
  await page.reload()
  await expect(chartOf(page, 'requests').locator('.u-over')).toBeVisible()
  expect(await page.evaluate(() => navigator.language)).toBe('en-US')
})
