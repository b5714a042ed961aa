import type { Page } from '@playwright/test'
import { ConsolePage, type ShownRow } from './support/consolePage'
import { expect, test } from './support/test'

const heads = (page: Page) =>
  page.locator('[data-column]').evaluateAll((cells) => cells.map((cell) => cell.getAttribute('data-column')))
const shownIds = (page: Page) =>
  page
    .locator('[data-testid="log-row"]')
    .evaluateAll((rows) =>
      rows
        .sort((a, b) => Number(a.getAttribute('aria-rowindex')) - Number(b.getAttribute('aria-rowindex')))
        .map((row) => row.getAttribute('data-id')),
    )
/** Where it is over neither rows nor buttons. */
const putPointerAway = (page: Page) => page.mouse.move(700, 20)

test('columns are hidden, moved, resized and sorted as the user wants, also after a reload, until reset', async ({
  page,
  server,
  api,
  prefix,
}) => {
  await api.post(
    { id: `${prefix}-a`, status: 'completed', model: 'gpt-5', price: 0.2, sessionId: prefix },
    { id: `${prefix}-b`, status: 'completed', model: 'gpt-5', price: 0.9, sessionId: prefix },
    { id: `${prefix}-c`, status: 'completed', model: 'gpt-5', price: 0.5, sessionId: prefix },
  )
  const console = await ConsolePage.open(page, server)
  await expect(console.row(`${prefix}-c`)).toBeVisible()
  const first = await heads(page)
  expect(first).toContain('session')

  await page.getByTestId('columns-menu').click()
  await page.getByRole('menuitemcheckbox', { name: 'Session' }).click()
  await page.getByRole('menuitemcheckbox', { name: 'Compact' }).click()
  await page.keyboard.press('Escape')
  await page.getByTestId('head-cost').dragTo(page.getByTestId('head-status'))
  const width = async () => (await page.getByTestId('head-model').boundingBox())?.width ?? 0
  const before = await width()
  const grip = await page.getByTestId('resize-model').boundingBox()
  if (!grip) throw new Error('no grip')
  await page.mouse.move(grip.x + 4, grip.y + 10)
  await page.mouse.down()
  await page.mouse.move(grip.x - 76, grip.y + 10, { steps: 4 })
  await page.mouse.up()
  await page.getByTestId('head-cost').click()

  const asWanted = async () => {
    await expect(page.getByTestId('head-cost')).toHaveAttribute('aria-sort', 'descending')
    const columns = await heads(page)
    expect(columns).not.toContain('session')
    expect(columns.indexOf('cost')).toBe(first.indexOf('status'))
    expect(await width()).toBeCloseTo(before - 80, -1)
    await expect(console.row(`${prefix}-a`)).toHaveCSS('height', '28px')
    const ours = (await shownIds(page)).filter((id) => id?.startsWith(prefix))
    expect(ours).toEqual([`${prefix}-b`, `${prefix}-c`, `${prefix}-a`])
  }
  await asWanted()
  await page.reload()
  await console.expectState('live')
  await asWanted()

  await page.getByTestId('columns-menu').click()
  await page.getByRole('menuitem', { name: 'Reset the table' }).click()
  await expect(page.getByTestId('head-cost')).not.toHaveAttribute('aria-sort')
  await expect.poll(() => heads(page)).toEqual(first)
  await expect(console.row(`${prefix}-a`)).toHaveCSS('height', '36px')
  await page.reload()
  await console.expectState('live')
  await expect.poll(() => heads(page)).toEqual(first)
})

test('a link shows another the same table, and leaves alone what that browser remembers', async ({
  page,
  browser,
  server,
  api,
  prefix,
}) => {
  await api.post(
    { id: `${prefix}-cheap`, status: 'completed', providerName: prefix, price: 0.001 },
    { id: `${prefix}-dear`, status: 'completed', providerName: prefix, price: 0.5 },
  )
  await ConsolePage.open(page, server)
  await page.goto(`${server.url}#/?provider=${prefix}`)
  await expect(page.getByTestId('log-row')).toHaveCount(2)
  await page.getByTestId('head-cost').dragTo(page.getByTestId('head-time'))
  await page.getByTestId('columns-menu').click()
  await page.getByRole('menuitemcheckbox', { name: 'Session' }).click()
  await page.keyboard.press('Escape')
  await page.getByTestId('head-cost').click()
  await expect(page).toHaveURL(/provider=\w+&sort=-cost&columns=[^&]*-session/)
  const columns = await heads(page)

  const context = await browser.newContext({ viewport: page.viewportSize() })
  const colleague = await ConsolePage.open(await context.newPage(), server)
  await colleague.page.getByTestId('head-time').click()
  await expect(colleague.page).toHaveURL(/sort=time/)
  await colleague.page.goto(page.url())
  await expect(colleague.page.getByTestId('head-cost')).toHaveAttribute('aria-sort', 'descending')
  await expect.poll(() => shownIds(colleague.page)).toEqual([`${prefix}-dear`, `${prefix}-cheap`])
  expect(await heads(colleague.page)).toEqual(columns)

  await colleague.page.goto(`${server.url}#/`)
  await expect(colleague.page.getByTestId('head-time')).toHaveAttribute('aria-sort', 'ascending')
  expect(await heads(colleague.page)).toContain('session')
  await colleague.page.goto(page.url())
  await expect(colleague.page.getByTestId('head-cost')).toHaveAttribute('aria-sort', 'descending')
  await colleague.page.getByTestId('columns-menu').click()
  await colleague.page.getByRole('menuitem', { name: 'Reset the table' }).click()
  await expect(colleague.page).toHaveURL(new RegExp(`#/\\?provider=${prefix}$`))
  await context.close()
})

test('the keyboard sorts, moves and resizes a column as well', async ({ page, server, api, prefix }) => {
  await api.post({ id: prefix, status: 'completed', price: 0.2 })
  const console = await ConsolePage.open(page, server)
  await console.row(prefix).focus()
  await page.keyboard.press('ArrowUp')
  await expect(page.getByTestId('head-time')).toBeFocused()
  await page.keyboard.press('ArrowRight')
  await expect(page.getByTestId('head-status')).toBeFocused()
  await page.keyboard.press('Enter')
  await expect(page.getByTestId('head-status')).toHaveAttribute('aria-sort', 'ascending')
  const before = (await page.getByTestId('head-status').boundingBox())?.width ?? 0
  await page.keyboard.press('Shift+ArrowRight')
  await expect.poll(async () => (await page.getByTestId('head-status').boundingBox())?.width).toBe(before + 16)
  await page.keyboard.press('Alt+ArrowRight')
  expect((await heads(page)).indexOf('status')).toBe(2)
  await page.keyboard.press('m')
  await page.getByRole('menuitem', { name: 'Move left' }).click()
  expect((await heads(page)).indexOf('status')).toBe(1)
})

test('rows stay where they are while one reads, and are counted', async ({ page, server, api, prefix }) => {
  const post = (name: string) => api.post({ id: `${prefix}-${name}`, status: 'pending', model: 'gpt-5' })
  await post('first')
  const console = await ConsolePage.open(page, server)
  const fresh = page.getByTestId('new-above')
  await putPointerAway(page)
  await expect(console.row(`${prefix}-first`)).toBeVisible()

  await page.keyboard.press('Space')
  await expect(page.getByTestId('pause')).toHaveAttribute('aria-pressed', 'true')
  await post('held')
  await api.patch(`${prefix}-first`, { status: 'completed', durationMs: 2_000 })
  await expect(fresh).toHaveText('1 new')
  await expect(console.row(`${prefix}-first`), 'what is shown goes on').toHaveAttribute('data-status', 'completed')
  await expect(console.row(`${prefix}-held`)).toHaveCount(0)
  await post('held-too')
  await expect(fresh).toHaveText('2 new')
  await page.keyboard.press('Space')
  await expect(console.row(`${prefix}-held-too`)).toBeVisible()
  await expect(fresh).toHaveCount(0)

  await console.row(`${prefix}-held`).hover()
  const place = await console.row(`${prefix}-held`).boundingBox()
  await post('under')
  await expect(fresh).toHaveText('1 new')
  expect(await console.row(`${prefix}-held`).boundingBox(), 'nothing moves under the pointer').toEqual(place)
  await putPointerAway(page)
  await expect(console.row(`${prefix}-under`)).toBeVisible()

  await page.getByTestId('pause').click()
  await post('late')
  await fresh.click()
  await expect(console.row(`${prefix}-late`)).toBeVisible()
  await expect(page.getByTestId('pause')).toHaveAttribute('aria-pressed', 'false')
})

test('what can be done with a row: copy its id, and look at those of its session only', async ({
  page,
  context,
  server,
  api,
  prefix,
}) => {
  await context.grantPermissions(['clipboard-read', 'clipboard-write'])
  await api.post({ id: prefix, status: 'completed', model: 'gpt-5', sessionId: `${prefix}-session` })
  const console = await ConsolePage.open(page, server)
  await console.row(prefix).hover()
  await page.getByTestId('row-copy').click()
  await expect.poll(() => page.evaluate(() => navigator.clipboard.readText())).toBe(prefix)
  await expect(console.detail, 'a copy opens nothing').toBeHidden()
  await page.getByTestId('row-more').click()
  await page.getByRole('menuitem', { name: 'Only session' }).click()
  await expect(page).toHaveURL(new RegExp(`sessionId=${prefix}-session`))
})

test('older pages follow without a gap while rows arrive, and again after one was at the top', async ({
  page,
  server,
  api,
  prefix,
}) => {
  test.setTimeout(120_000)
  const start = Date.now() - 3_600_000
  const name = (n: number) => `${prefix}-${String(n).padStart(5, '0')}`
  for (let from = 0; from < 2_400; from += 400) {
    await api.post(
      ...Array.from({ length: 400 }, (_, i) => ({
        id: name(from + i),
        status: 'completed' as const,
        model: 'gpt-5',
        // Some of the same millisecond: the id decides then.
        initialTime: new Date(start + Math.floor((from + i) / 3) * 10).toISOString(),
      })),
    )
  }
  const console = await ConsolePage.open(page, server)
  await putPointerAway(page)
  const total = (await api.all()).length
  let arriving = true
  let arrived = 0
  const arrivals = (async () => {
    while (arriving) await api.post({ id: `${prefix}-live-${arrived++}`, status: 'completed' })
  })()
  // Down to the last row; new ones wait meanwhile.
  await expect
    .poll(
      () =>
        console.table.evaluate((scroller) => {
          scroller.scrollTop = scroller.scrollHeight
          return Number((scroller as HTMLElement).dataset.rowCount)
        }),
      { timeout: 60_000, intervals: [50] },
    )
    .toBeGreaterThanOrEqual(total)
  await expect(page.getByTestId('table-end')).toHaveText('No older requests')
  await expect(page.getByTestId('new-above')).toBeVisible()
  arriving = false
  await arrivals

  await page.getByTestId('new-above').click()
  await putPointerAway(page)
  const kept = (await api.all()).map(({ id, status, rev }) => ({ id, status, rev }))
  await expect(console.table).toHaveAttribute('data-row-count', String(kept.length))
  // Looked at once: to walk through so many rows takes a while.
  const shown = await console.shownRows()
  expect(shown.map(({ id }) => id)).toEqual(kept.map(({ id }) => id))
  // What the tests before left pending may time out at any moment.
  const ours = (rows: readonly ShownRow[]) => rows.filter(({ id }) => id.startsWith(prefix))
  expect(ours(shown)).toEqual(ours(kept))
})

test('a phone shows two lines a row, and can pause', async ({ page, server, api, prefix }) => {
  await page.setViewportSize({ width: 360, height: 740 })
  await api.post({
    id: prefix,
    status: 'completed',
    model: 'gpt-5',
    providerName: 'openai',
    price: 0.2,
    durationMs: 900,
  })
  const console = await ConsolePage.open(page, server)
  await expect(console.table).toHaveAttribute('data-layout', 'compact')
  const row = console.row(prefix)
  await expect(row).toHaveCSS('height', '56px')
  for (const words of ['gpt-5', 'completed', '$0.2', '900ms']) await expect(row).toContainText(words)
  expect(await console.table.evaluate((table) => table.scrollWidth - table.clientWidth), 'nothing to scroll').toBe(0)
  await api.post({ id: `${prefix}-dearer`, status: 'completed', price: 0.9 })
  await page.getByTestId('columns-menu').click()
  await page.getByRole('menuitemcheckbox', { name: 'Cost' }).click()
  await expect(page.getByRole('menuitemcheckbox', { name: 'Sort descending' })).toBeChecked()
  await expect(page).toHaveURL(/sort=-cost/)
  await page.getByRole('menuitem', { name: 'Reset the table' }).click()
  await page.getByTestId('pause').click()
  await api.post({ id: `${prefix}-held`, status: 'pending' })
  await expect(page.getByTestId('new-above')).toHaveText('1 new')
})
