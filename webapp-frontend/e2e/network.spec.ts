import { ConsolePage } from './support/consolePage'
import { Traffic } from './support/traffic'
import { countLoads, expect, test } from './support/test'

const GRACE_MS = 3_000
/** Longer than from one poll to the next. */
const QUIET_MS = 4_500

/** Of a position `<epoch>-<seq>`. */
const seqOf = (query?: URLSearchParams) => Number(query?.get('lastEventId')?.split('-')[1])

test('the stream is gone: polling takes over, and can be stopped', async ({ page, server, network, api, prefix }) => {
  // Five tries take 1 + 2 + 4 + 8 + 16 s, each up to a fifth longer.
  test.setTimeout(120_000)
  const console = await ConsolePage.open(page, { url: `http://127.0.0.1:${network.port}/`, key: server.key })
  await api.post({ id: `${prefix}-before`, status: 'pending' })
  await expect(console.row(`${prefix}-before`)).toBeVisible()

  const lostAt = Date.now()
  await network.set('no-stream')
  await console.expectState('reconnecting')
  await console.expectPolling(true)
  const firstPoll = network.pages(lostAt)[0]
  expect(firstPoll && firstPoll.at - lostAt, 'a blip starts no polling').toBeGreaterThan(GRACE_MS - 500)

  await api.post({ id: `${prefix}-polled`, status: 'pending' })
  await api.patch(`${prefix}-before`, { status: 'completed' })
  await expect(console.row(`${prefix}-polled`)).toContainText('pending')
  await expect(console.row(`${prefix}-before`)).toContainText('completed')
  await expect(console.badge).not.toHaveAttribute('data-state', 'live')

  await console.badge.click()
  const sentence = page.getByTestId('connection-sentence')
  await expect(sentence).toContainText('Stream lost, polling every 3 s meanwhile, next try in')
  await expect(page.getByTestId('polling-toggle'), 'not before five tries').toHaveCount(0)
  await console.expectState('polling', 45_000)
  await expect(page.getByTestId('retry-count')).toHaveText('5')
  await expect(console.badge).toContainText('Polling')
  expect(network.streams(lostAt), 'five tries, and once it is asked why').toHaveLength(6)

  const toggle = page.getByTestId('polling-toggle').getByRole('switch').or(page.getByTestId('polling-toggle')).first()
  await toggle.click()
  await expect(console.badge).toContainText('Polling stopped')
  await console.expectPolling(false)
  const stoppedAt = Date.now()
  await api.post({ id: `${prefix}-unseen`, status: 'pending' })
  await expect.poll(() => Date.now() - stoppedAt, { timeout: 10_000 }).toBeGreaterThan(QUIET_MS)
  expect(network.pages(stoppedAt), 'stopped means stopped').toEqual([])
  await expect(console.row(`${prefix}-unseen`)).toHaveCount(0)

  await toggle.click()
  await expect(console.row(`${prefix}-unseen`)).toBeVisible()
  expect(network.pages(stoppedAt).length).toBeGreaterThan(0)
  await console.expectPolling(true)

  await network.set('open')
  await page.getByTestId('try-now').click()
  await console.expectState('live')
  await console.expectPolling(false)
})

test('the network returns: nothing is missing, nothing is there twice', async ({
  page,
  context,
  server,
  network,
  api,
  prefix,
}) => {
  test.setTimeout(120_000)
  const loads = countLoads(context)
  const console = await ConsolePage.open(page, { url: `http://127.0.0.1:${network.port}/`, key: server.key })
  const traffic = new Traffic(api, prefix)
  /** In every phase some requests of the one before end, and some stay open for the next. */
  const phase = async (paceMs = 20) => {
    await traffic.begin(50, paceMs)
    await traffic.end(40, paceMs)
  }

  await phase()
  await console.expectSameAs(api)

  const whileTheStreamGoes = phase()
  await network.set('no-stream')
  await console.expectState('reconnecting')
  await console.expectPolling(true)
  await whileTheStreamGoes
  await console.expectSameAs(api)

  const whileAllIsCut = phase()
  await network.set('cut')
  const failedTries = async () => Number(await console.badge.getAttribute('data-retry-count'))
  const triesBefore = await failedTries()
  await expect.poll(failedTries, { timeout: 30_000 }).toBeGreaterThan(triesBefore)
  await whileAllIsCut
  await expect(console.row(`${prefix}-149`), 'nothing came through').toHaveCount(0)

  // Slow enough to go on when the stream comes back, whose next try is about 8 s away.
  const whileAllReturns = phase(150)
  const returnedAt = Date.now()
  await network.set('open')
  await console.expectState('live', 40_000)
  await console.expectPolling(false)
  const liveAt = Date.now()
  await whileAllReturns
  await traffic.end()
  expect(traffic.acknowledged.size).toBe(200)
  const rows = (await console.expectSameAs(api)).filter(({ id }) => id.startsWith(prefix))
  expect(rows.map(({ id, status }) => [id, status]).reverse()).toEqual([...traffic.acknowledged])

  await expect.poll(() => Date.now() - liveAt, { timeout: 10_000 }).toBeGreaterThan(QUIET_MS)
  expect(network.pages(liveAt), 'polling stopped').toEqual([])
  const resumed = network.streams(returnedAt)
  expect(resumed).toHaveLength(1)
  const [start, resumedAt] = [network.streams()[0], resumed[0]].map((stream) => seqOf(stream?.query))
  expect(resumedAt, 'the stream resumed after the last event it had').toBeGreaterThan(start ?? NaN)
  expect(loads()).toBe(1)
  await console.expectState('live')
})
