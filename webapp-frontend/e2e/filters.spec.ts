import { readFile } from 'node:fs/promises'
import { ConsolePage } from './support/consolePage'
import { expect, test } from './support/test'

// Files are then taken from the browser's download, not from a dialog that no test can answer.
test.beforeEach(({ context }) =>
  context.addInitScript(() => delete (globalThis as { showSaveFilePicker?: unknown }).showSaveFilePicker),
)

test('page and stream are filtered alike: what does not match stays out, what stops matching goes', async ({
  page,
  server,
  api,
  prefix,
}) => {
  const [old, other, news, noise] = ['old', 'other', 'news', 'noise'].map((name) => `${prefix}-${name}`) as [
    string,
    string,
    string,
    string,
  ]
  await api.post(
    { id: old, status: 'pending', providerName: prefix },
    { id: other, status: 'pending', providerName: 'another' },
  )
  const console = await ConsolePage.open(page, server)
  await page.goto(`${server.url}#/?provider=${prefix}&status=pending`)
  await expect(console.row(old)).toBeVisible()
  await expect(console.row(other)).toHaveCount(0)
  await console.expectState('live')

  await api.post({ id: noise, status: 'pending', providerName: 'another' })
  await api.post({ id: news, status: 'pending', providerName: prefix })
  await expect(console.row(news)).toBeVisible()
  await expect(console.row(noise)).toHaveCount(0)

  await api.patch(old, { status: 'completed' })
  await expect(console.row(old)).toHaveCount(0)
  await expect(console.row(news)).toBeVisible()
})

test('a link shows another the same view, and back undoes a filter', async ({ page, context, server, api, prefix }) => {
  await api.post(
    { id: `${prefix}-a`, status: 'completed', providerName: prefix, model: `${prefix}-large`, price: 0.5 },
    { id: `${prefix}-b`, status: 'completed', providerName: prefix, model: `${prefix}-small`, price: 0.001 },
    { id: `${prefix}-c`, status: 'error', providerName: prefix, model: `${prefix}-large`, error: 'Overloaded' },
  )
  const console = await ConsolePage.open(page, server)
  await page.getByTestId('filter-search').fill(`${prefix}-`)
  await expect(console.table).toHaveAttribute('data-row-count', '3')

  await page.getByTestId('filter-add').click()
  await page.getByTestId('field-model').click()
  await page.getByTestId(`value-${prefix}-large`).click()
  await page.keyboard.press('Escape')
  await expect(console.table).toHaveAttribute('data-row-count', '2')
  await page.getByTestId('status-error').click()
  await expect(console.table).toHaveAttribute('data-row-count', '1')
  await console.row(`${prefix}-c`).click()
  await expect(console.detail).toHaveAttribute('data-id', `${prefix}-c`)

  const colleague = new ConsolePage(await context.newPage())
  await colleague.page.goto(page.url())
  await expect(colleague.detail).toHaveAttribute('data-id', `${prefix}-c`)
  await expect(colleague.table).toHaveAttribute('data-row-count', '1')
  await expect(colleague.page.getByTestId('filter-search')).toHaveValue(`${prefix}-`)
  await expect(colleague.page.getByTestId('status-error')).toHaveAttribute('aria-pressed', 'true')
  await expect(colleague.page.locator('[data-testid="filter-chip"][data-field="model"]')).toContainText('large')

  await page.goBack()
  await expect(console.table).toHaveAttribute('data-row-count', '2')
  await page.getByTestId('filter-clear').click()
  await expect(page.getByTestId('filter-search')).toHaveValue('')
})

test('costs are bounded; where nothing matches that is said, with the way out', async ({
  page,
  server,
  api,
  prefix,
}) => {
  await api.post(
    { id: `${prefix}-dear`, status: 'completed', providerName: prefix, price: 0.5 },
    { id: `${prefix}-cheap`, status: 'completed', providerName: prefix, price: 0.001 },
  )
  const console = await ConsolePage.open(page, server)
  await page.goto(`${server.url}#/?provider=${prefix}&range=1h&httpStatus=nonsense`)
  await expect(console.table).toHaveAttribute('data-row-count', '2')
  await expect(page.getByTestId('filter-ignored')).toContainText('HTTP status')

  await page.getByTestId('filter-add').click()
  await page.getByTestId('field-cost').click()
  await page.getByTestId('bound-least').fill('0.1')
  await page.getByTestId('bounds-apply').click()
  await expect(console.table).toHaveAttribute('data-row-count', '1')
  await expect(console.row(`${prefix}-dear`)).toBeVisible()

  await page.locator('[data-testid="filter-chip"][data-field="cost"]').getByTestId('filter-remove').click()
  await expect(console.table).toHaveAttribute('data-row-count', '2')
  await page.getByTestId('filter-search').fill('nothing has this text')
  await expect(page.getByTestId('no-match')).toBeVisible()
  await page.getByTestId('no-match').getByRole('button').click()
  await expect(page.getByTestId('no-match')).toBeHidden()
  await expect(console.row(`${prefix}-dear`)).toBeVisible()
})

test('a saved view survives a reload, and is named anew and deleted', async ({ page, server, api, prefix }) => {
  await api.post({ id: `${prefix}-v`, status: 'error', providerName: prefix })
  const console = await ConsolePage.open(page, server)
  await page.goto(`${server.url}#/?provider=${prefix}&status=error`)
  await expect(console.table).toHaveAttribute('data-row-count', '1')
  await page.getByTestId('views-menu').click()
  await page.getByTestId('view-name').fill('Mine')
  await page.getByTestId('view-save').click()
  const mine = page.locator('[data-testid="view-row"][data-name="Mine"]')
  await expect(mine).toBeVisible()

  await page.goto(`${server.url}#/`)
  await page.reload()
  await console.expectState('live')
  await page.getByTestId('views-menu').click()
  await mine.getByTestId('view-apply').click()
  await expect(page).toHaveURL(new RegExp(`provider=${prefix}`))
  await expect(console.table).toHaveAttribute('data-row-count', '1')

  await page.getByTestId('views-menu').click()
  await mine.getByTestId('view-rename').click()
  await page.getByTestId('view-new-name').fill('Ours')
  await page.keyboard.press('Enter')
  const ours = page.locator('[data-testid="view-row"][data-name="Ours"]')
  await expect(ours).toBeVisible()
  await ours.getByTestId('view-delete').click()
  await expect(page.getByTestId('saved-views')).toHaveCount(0)
})

for (const [choice, query] of [
  ['ndjson', 'format=ndjson'],
  ['csvAll', 'format=csv'],
  ['csv', 'format=csv&columns=price,initialTime,status,providerName,error,upstreamError,model,responseModel'],
] as const) {
  test(`an export as ${choice} is what the server sends for this view`, async ({ page, server, api, prefix }) => {
    const records = Array.from({ length: 700 }, (_, i) => ({
      id: `${prefix}-${i}`,
      status: i % 2 ? ('error' as const) : ('completed' as const),
      providerName: prefix,
      ...(i % 2 && { error: 'two\nlines, "quoted"' }),
    }))
    await api.post(...records)
    const console = await ConsolePage.open(page, server)
    const columns = '~cost,~time,error,-session,-in,-out,-duration,-rate,-first,-channel,-client'
    await page.goto(`${server.url}#/?provider=${prefix}&status=error&columns=${columns}`)
    await expect(console.table).toHaveAttribute('data-row-count', '350')

    await page.getByTestId('export-menu').click()
    const downloaded = page.waitForEvent('download')
    await page.getByTestId(`export-${choice}`).click()
    const file = await (await downloaded).path()
    await expect(page.getByTestId('export-card')).toHaveAttribute('data-state', 'done')
    await expect(page.getByTestId('export-detail')).toContainText('350 records')

    const sent = await page.request.get(`${server.url}api/logs/export?provider=${prefix}&status=error&${query}`, {
      headers: { 'x-api-key': server.key },
    })
    expect(await readFile(file, 'utf8')).toBe(await sent.text())
  })
}

test('an export that breaks off is said to have failed, and one that is cancelled is gone', async ({
  page,
  server,
}) => {
  const console = await ConsolePage.open(page, server)
  await page.route('**/api/logs/export?*', (route) => route.abort('connectionreset'))
  let downloads = 0
  page.on('download', () => downloads++)
  await page.getByTestId('export-menu').click()
  await page.getByTestId('export-csv').click()
  await expect(page.getByTestId('export-card')).toHaveAttribute('data-state', 'failed')
  await page.getByTestId('export-dismiss').click()

  await page.unroute('**/api/logs/export?*')
  await page.route('**/api/logs/export?*', () => undefined)
  await page.getByTestId('export-menu').click()
  await page.getByTestId('export-ndjson').click()
  await page.getByTestId('export-cancel').click()
  await expect(page.getByTestId('export-card')).toHaveAttribute('data-state', 'cancelled')
  expect(downloads).toBe(0)
  await console.expectState('live')
})

test('palette, keys and search by keyboard alone', async ({ page, server, api, prefix }) => {
  await api.post({
    id: `${prefix}-palette`,
    status: 'completed',
    providerName: `${prefix}-prov`,
    model: `${prefix}-mod`,
  })
  const console = await ConsolePage.open(page, server)

  await page.keyboard.press('?')
  await expect(page.getByTestId('key-sheet')).toBeVisible()
  await page.keyboard.press('Escape')
  await expect(page.getByTestId('key-sheet')).toBeHidden()

  await page.keyboard.press('g')
  await page.keyboard.press('i')
  await expect(page).toHaveURL(/#\/insights/)
  await page.keyboard.press('Control+k')
  await expect(page.getByTestId('palette')).toBeVisible()
  await page.keyboard.type(`Model: ${prefix}-mod`)
  await expect(page.getByRole('option', { name: `${prefix}-mod` }).first()).toBeVisible()
  await page.keyboard.press('Enter')
  await expect(page.getByTestId('palette')).toBeHidden()
  await expect(page).toHaveURL(new RegExp(`model=${prefix}-mod`))
  await expect(console.table).toHaveAttribute('data-row-count', '1')

  await page.keyboard.press('/')
  await expect(page.getByTestId('filter-search')).toBeFocused()
  await page.keyboard.type('g?')
  await expect(page.getByTestId('filter-search')).toHaveValue('g?')
  await expect(page.getByTestId('key-sheet')).toBeHidden()
  await page.keyboard.press('Escape')
  await page.keyboard.press('Escape')
  await expect(page.getByTestId('filter-search')).not.toBeFocused()

  await page.keyboard.press('Control+k')
  await page.keyboard.type(`${prefix}-palette`)
  await page.getByRole('option', { name: /Open the request/ }).waitFor()
  await page.keyboard.press('Enter')
  await expect(console.detail).toHaveAttribute('data-id', `${prefix}-palette`)
})

test('on a phone the filters are a sheet', async ({ page, server, api, prefix }) => {
  await page.setViewportSize({ width: 360, height: 740 })
  await api.post({ id: `${prefix}-phone`, status: 'error', providerName: prefix })
  const console = await ConsolePage.open(page, server)
  await page.goto(`${server.url}#/?provider=${prefix}`)
  await expect(console.table).toHaveAttribute('data-row-count', '1')
  await page.getByTestId('filter-open').click()
  await page.getByTestId('filter-sheet').getByTestId('status-completed').click()
  await expect(page.getByTestId('no-match')).toBeAttached()
  await page.getByTestId('filter-sheet').getByTestId('filter-clear').click()
  await page.keyboard.press('Escape')
  await expect(console.row(`${prefix}-phone`)).toBeVisible()
})
