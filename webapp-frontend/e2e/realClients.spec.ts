import { EventSource as NodeEventSource } from 'eventsource'
import type { Page } from '@playwright/test'
import { seqOf, StreamWitness, type Opening } from './support/streamWitness'
import { expect, test } from './support/test'
import type { ApiClient } from './support/apiClient'
import type { CuttableProxy } from './support/cuttableProxy'

/** The server asks clients to wait for 2 to 3 s. */
const PATIENCE = { timeout: 30_000 }

const inNode: Opening = async (url, take) => {
  const source = new NodeEventSource(url)
  take.listenTo(source)
  return () => source.close()
}

/** A page of the server's own origin that opens no stream by itself. */
const inBrowser =
  (page: Page, origin: string): Opening =>
  async (url, take) => {
    await page.exposeFunction('take', take.event)
    await page.goto(`${origin}api/health`)
    await page.evaluate(
      ([address, names]) => {
        const { take } = window as unknown as { take: (name: string, data: string, id: string) => void }
        const source = new EventSource(address)
        for (const name of names) {
          source.addEventListener(name, ({ data, lastEventId }) => take(name, data, lastEventId))
        }
      },
      [url, StreamWitness.NAMES] as const,
    )
    return () => page.close()
  }

async function survivesCuts(open: Opening, network: CuttableProxy, key: string, api: ApiClient, prefix: string) {
  const take = new StreamWitness()
  const close = await open(`http://127.0.0.1:${network.port}/api/logs/stream?key=${key}`, take)
  const burst = async (name: string) => {
    for (let i = 0; i < 25; i++) {
      const [id = ''] = await api.post({
        id: `${prefix}-${name}-${i}`,
        model: 'gpt-5',
        error: 'one\ntwo \u2028 Ünïcode',
      })
      await api.patch(id, { status: 'completed', inputTokens: i })
    }
  }
  const catchesUp = async () => {
    const head = await api.head()
    await expect.poll(() => take.seqs.at(-1), PATIENCE).toBeGreaterThanOrEqual(seqOf(head))
  }
  await expect.poll(() => take.resumed, PATIENCE).toEqual([false])
  const start = seqOf(await api.head())
  await burst('first')
  await catchesUp()

  // A connection breaks and the next one passes.
  const duringTheBreak = burst('break')
  await network.set('cut')
  await network.set('open')
  await expect.poll(() => take.resumed, PATIENCE).toEqual([false, true])
  await duringTheBreak
  await catchesUp()

  // Nothing answers for longer than the client waits.
  await network.set('cut')
  const lostAt = Date.now()
  await burst('outage')
  await expect.poll(() => Date.now() - lostAt, PATIENCE).toBeGreaterThan(5_000)
  await network.set('open')
  await expect.poll(() => take.resumed, PATIENCE).toEqual([false, true, true])
  await burst('last')
  await catchesUp()

  const end = seqOf(await api.head())
  await close()
  expect(take.seqs.slice(0, end - start)).toEqual(Array.from({ length: end - start }, (_, i) => start + 1 + i))
  expect(take.others).toEqual([])
}

test("the browser's EventSource resumes without a gap or a duplicate", async ({
  page,
  server,
  network,
  api,
  prefix,
}) => {
  const open = inBrowser(page, `http://127.0.0.1:${network.port}/`)
  await survivesCuts(open, network, server.key, api, prefix)
})

test('the npm package eventsource resumes without a gap or a duplicate', async ({ server, network, api, prefix }) => {
  await survivesCuts(inNode, network, server.key, api, prefix)
})
