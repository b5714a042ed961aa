import { expect } from '@playwright/test'
import { ConsolePage } from '../e2e/support/consolePage'
import { bench, liveHeap, megabytes, report, setting } from './support/bench'
import { fill } from './support/steadyLoad'

const REST_MS = 500

bench('scrolling through 100,000 rows', async ({ page, server, api }) => {
  const rows = setting('BENCH_ROWS', 100_000)
  await fill(api, rows)
  const { table } = await ConsolePage.open(page, server)
  const before = await liveHeap(page)
  const started = Date.now()
  let rests = 0
  let blank = 0
  for (let step = 1; ; step++) {
    const end = await table.evaluate((scroller) => {
      scroller.scrollTop += scroller.clientHeight * 5
      return scroller.scrollTop + scroller.clientHeight >= scroller.scrollHeight - 1
    })
    const count = Number(await table.getAttribute('data-row-count'))
    if (end && count >= rows) break
    if (Date.now() - started > 20 * 60_000) throw new Error(`Only ${count} rows after 20 minutes.`)
    if (step % 25) continue
    rests++
    await page.waitForTimeout(REST_MS)
    if (!(await table.evaluate(isCovered))) blank++
  }
  report('rows scrolled through', `${rows} in ${((Date.now() - started) / 1_000).toFixed(0)} s`)
  report(`looks after ${REST_MS} ms at rest; with a blank area`, `${rests}; ${blank}`, 'none blank')
  const peak = await liveHeap(page)
  report('heap with the first page; with all rows', `${megabytes(before)}; ${megabytes(peak)}`, 'bounded')
  await table.evaluate((scroller) => scroller.scrollTo({ top: 0 }))
  await page.waitForTimeout(3_000)
  report('heap back at the top', megabytes(await liveHeap(page)))
  expect(blank).toBe(0)
})

/** Rows lie under each tenth of the visible area. */
function isCovered(scroller: HTMLElement): boolean {
  const { left, top, width, height } = scroller.getBoundingClientRect()
  for (let i = 1; i < 10; i++) {
    const there = document.elementFromPoint(left + width / 2, top + (height * i) / 10)
    if (!there?.closest('[data-testid="log-row"]')) return false
  }
  return true
}
