import { expect } from '@playwright/test'
import { ConsolePage } from '../e2e/support/consolePage'
import { bench, liveHeap, megabytes, percentile, report, setting } from './support/bench'
import { watchFrames } from './support/frameProbe'
import { steadyLoad } from './support/steadyLoad'

const RATE = 1_000
const ROWS = 10_000

bench('1,000 changes a second with 10,000 rows', async ({ page, server, api }) => {
  const minutes = setting('BENCH_MINUTES', 5)
  const console = await ConsolePage.open(page, server)
  // Half of the changes are new rows.
  await steadyLoad(api, RATE, (2 * ROWS) / RATE + 5)
  await expect(console.table).toHaveAttribute('data-row-count', String(ROWS))

  const stop = await watchFrames(page)
  const reached = await steadyLoad(api, RATE, 60)
  const { gaps, longTasks, delays } = await stop()
  const longest = Math.max(0, ...longTasks)
  report('changes a second that the server took', reached.toFixed(0), `${RATE}`)
  report('frames, p50', `${percentile(gaps, 0.5).toFixed(1)} ms`)
  report('frames, p99', `${percentile(gaps, 0.99).toFixed(1)} ms`, '< 50 ms')
  report('longest frame', `${Math.max(...gaps).toFixed(0)} ms`)
  report('tasks over 50 ms; the longest', `${longTasks.length}; ${longest.toFixed(0)} ms`, 'none over 200 ms')
  report('from the post to the row, p50', `${percentile(delays, 0.5).toFixed(0)} ms`)
  report('from the post to the row, p95', `${percentile(delays, 0.95).toFixed(0)} ms`, '≤ 250 ms')

  const first = await liveHeap(page)
  report('heap after minute 1', megabytes(first))
  await steadyLoad(api, RATE, (minutes - 1) * 60)
  const last = await liveHeap(page)
  report(`heap after minute ${minutes}`, megabytes(last), 'no growth')
  await console.expectState('live')
  expect(delays.length).toBeGreaterThan(100)
})
