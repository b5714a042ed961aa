import { fileURLToPath } from 'node:url'
import Anthropic from '@anthropic-ai/sdk'
import OpenAI from 'openai'
import type { LogRecord } from '../src/model/types'
import type { ApiClient } from './support/apiClient'
import { ConsolePage } from './support/consolePage'
import { expect, test as base } from './support/test'
import { TestProvider } from './support/testProvider'
import { TokentailServer } from './support/tokentailServer'

/** Of the tests: no new price table changes what they expect. */
const PRICES = fileURLToPath(new URL('../../src/test/resources/org/tokentail/gateway-prices.yaml', import.meta.url))

/** A server whose gateway leads to a provider of the test's. */
const test = base.extend<object, { provider: TestProvider }>({
  provider: [
    async ({}, use) => {
      const provider = await TestProvider.start()
      await use(provider)
      await provider.close()
    },
    { scope: 'worker' },
  ],
  server: [
    async ({ provider }, use) => {
      const server = await TokentailServer.start({
        settings: {
          'tokentail.gateway.anthropic.url': provider.url,
          'tokentail.gateway.openai.url': provider.url,
          'tokentail.bodies': 'all',
          'tokentail.prices.file': PRICES,
        },
      })
      await use(server)
      await server.remove()
    },
    { scope: 'worker', timeout: 120_000 },
  ],
})

const PATIENCE = { timeout: 30_000 }

/** 25 tokens in, 4 written to the cache, 8 read from it, 15 out; with the rates of PRICES. */
const ANTHROPIC_COST = {
  price: 0.00033608,
  inputCost: 0.0000825,
  cacheCreationCost: 0.0000156,
  cacheReadCost: 0.00000248,
  outputCost: 0.0002355,
}
/** 25 tokens in, 12 read from the cache, 15 out. */
const OPENAI_COST = { price: 0.00018556, inputCost: 0.0000325, cacheReadCost: 0.00000156, outputCost: 0.0001515 }

const tools = [{ name: 'get_weather', input_schema: { type: 'object' as const, properties: {} } }]
const messages = [{ role: 'user' as const, content: 'Grüezi' }]

const anthropic = (baseURL: string, server: TokentailServer, session: string) =>
  new Anthropic({
    baseURL,
    apiKey: 'sk-ant-of-the-caller',
    maxRetries: 0,
    defaultHeaders: { 'x-tokentail-key': server.key, 'x-tokentail-session': session },
  })

const openai = (baseURL: string, server: TokentailServer, session: string) =>
  new OpenAI({
    baseURL,
    apiKey: 'sk-of-the-caller',
    maxRetries: 0,
    defaultHeaders: { 'x-tokentail-key': server.key, 'x-tokentail-session': session },
  })

async function ended(api: ApiClient, session: string): Promise<LogRecord> {
  let record: LogRecord | undefined
  await expect
    .poll(async () => {
      record = (await api.all()).find((found) => found.sessionId === session)
      return record?.status ?? 'none'
    }, PATIENCE)
    .not.toMatch(/pending|none/)
  return record as LogRecord
}

/** The first token came within the call, and its time is told. */
function expectStream(record: LogRecord): void {
  expect(record.stream).toBe(true)
  const [start, first, end] = [record.initialTime, record.firstTokenTime, record.completeTime].map((time) =>
    Date.parse(time ?? ''),
  ) as [number, number, number]
  expect(first).toBeGreaterThanOrEqual(start)
  expect(first).toBeLessThanOrEqual(end)
  expect(record.firstTokenDurationMs).toBe(first - start)
}

async function collected<T>(stream: AsyncIterable<T>): Promise<T[]> {
  const all: T[] = []
  for await (const one of stream) all.push(one)
  return all
}

async function failure(call: Promise<unknown>): Promise<{ status: unknown; message: string }> {
  const { status, message } = (await call.then(
    () => ({}),
    (error: unknown) => error,
  )) as { status: unknown; message: string }
  return { status, message }
}

test('@anthropic-ai/sdk: the same answers with and without the gateway', async ({ server, provider, api, prefix }) => {
  const ways = [provider.url, `${server.url}gateway/anthropic`].map((url) => anthropic(url, server, prefix))
  const ask = { model: 'claude-sonnet-4-5', max_tokens: 64, messages, tools }

  const [direct, passed] = await Promise.all(ways.map((client) => client.messages.create(ask)))
  expect(JSON.stringify(passed)).toEqual(JSON.stringify(direct))
  expect(await ended(api, prefix)).toMatchObject({
    status: 'completed',
    inputTokens: 25,
    cacheCreationInputTokens: 4,
    cacheReadInputTokens: 8,
    outputTokens: 15,
    ...ANTHROPIC_COST,
  })

  const streamed = ways.map(async (client) =>
    collected(
      await client.messages.create({ ...ask, stream: true }, { headers: { 'x-tokentail-session': `${prefix}s` } }),
    ),
  )
  const [directEvents, passedEvents] = await Promise.all(streamed)
  expect(passedEvents).toEqual(directEvents)
  const record = await ended(api, `${prefix}s`)
  expect(record).toMatchObject({ status: 'completed', inputTokens: 25, outputTokens: 15, ...ANTHROPIC_COST })
  expectStream(record)

  const wrong = ways.map((client) =>
    failure(client.messages.create({ ...ask, model: 'none' }, { headers: { 'x-tokentail-session': `${prefix}e` } })),
  )
  const [directError, passedError] = await Promise.all(wrong)
  expect(passedError).toEqual(directError)
  expect(await ended(api, `${prefix}e`)).toMatchObject({ status: 'error', httpStatus: 400 })
})

test('openai: the same answers with and without the gateway', async ({ server, provider, api, prefix }) => {
  const ways = [`${provider.url}/v1`, `${server.url}gateway/openai/v1`].map((url) => openai(url, server, prefix))
  const ask = { model: 'gpt-5', messages }
  const usage = {
    status: 'completed',
    inputTokens: 25,
    cacheReadInputTokens: 12,
    outputTokens: 15,
    ...OPENAI_COST,
  }

  const [direct, passed] = await Promise.all(ways.map((client) => client.chat.completions.create(ask)))
  expect(JSON.stringify(passed)).toEqual(JSON.stringify(direct))
  expect(await ended(api, prefix)).toMatchObject(usage)

  const options = { stream: true as const, stream_options: { include_usage: true } }
  const streamed = ways.map(async (client) =>
    collected(
      await client.chat.completions.create(
        { ...ask, ...options },
        { headers: { 'x-tokentail-session': `${prefix}s` } },
      ),
    ),
  )
  const [directChunks, passedChunks] = await Promise.all(streamed)
  expect(passedChunks).toEqual(directChunks)
  const record = await ended(api, `${prefix}s`)
  expect(record).toMatchObject(usage)
  expectStream(record)

  const wrong = ways.map((client) =>
    failure(
      client.chat.completions.create({ ...ask, model: 'none' }, { headers: { 'x-tokentail-session': `${prefix}e` } }),
    ),
  )
  const [directError, passedError] = await Promise.all(wrong)
  expect(passedError).toEqual(directError)
  expect(await ended(api, `${prefix}e`)).toMatchObject({ status: 'error', httpStatus: 400 })
})

test('a call of an SDK is a row while it runs, and its bodies are a conversation', async ({
  page,
  server,
  provider,
  api,
  prefix,
}) => {
  const console = await ConsolePage.open(page, server)
  const goOn = provider.hold()
  const client = anthropic(`${server.url}gateway/anthropic`, server, prefix)
  const events = collected(
    await client.messages.create({ model: 'claude-sonnet-4-5', max_tokens: 64, messages, stream: true }),
  )
  const row = page.getByTestId('log-row').first()
  await expect(row).toContainText('claude-sonnet-4-5', PATIENCE)
  await expect(row).toHaveAttribute('data-status', 'pending')

  goOn()
  await events
  await expect(row).toHaveAttribute('data-status', 'completed', PATIENCE)
  const { id } = await ended(api, prefix)
  await expect(row).toHaveAttribute('data-id', id)

  await row.click()
  await expect(console.detail).toHaveAttribute('data-id', id)
  await expect(async () => {
    await page.getByTestId('bodies-show').click()
    await expect(page.getByTestId('bodies-turn')).toHaveCount(2, { timeout: 1_000 })
  }).toPass(PATIENCE)
  await expect(page.getByTestId('bodies-turn').first()).toContainText('Grüezi')
  await expect(page.getByTestId('bodies-turn').last()).toContainText('Grüezi 🌤')
})
