import { expect, test as base, type BrowserContext } from '@playwright/test'
import { ApiClient } from './apiClient'
import { CuttableProxy } from './cuttableProxy'
import { TokentailServer } from './tokentailServer'

interface TestFixtures {
  network: CuttableProxy
  manners: undefined
  /** Starts an id that no other test uses. */
  prefix: string
}

interface WorkerFixtures {
  server: TokentailServer
  api: ApiClient
}

/** With a server for all specs, and with what must hold on every page, whatever the test is about. */
export const test = base.extend<TestFixtures, WorkerFixtures>({
  server: [
    async ({}, use) => {
      const server = await TokentailServer.start()
      await use(server)
      await server.remove()
    },
    { scope: 'worker', timeout: 120_000 },
  ],
  api: [({ server }, use) => use(new ApiClient(server)), { scope: 'worker' }],
  network: async ({ server }, use) => {
    const proxy = await CuttableProxy.before(server.port)
    await use(proxy)
    await proxy.close()
  },
  manners: [
    async ({ context }, use) => {
      const breaches = watchManners(context)
      await use(undefined)
      expect(breaches, 'requests of other hosts, errors in the console, errors nobody caught').toEqual([])
    },
    { auto: true },
  ],
  prefix: ({}, use, { testId }) => use(`t${testId.slice(-6)}`),
})

/** Collects requests to another origin than the one the tests opened, and errors other than failed calls of the API. */
function watchManners(context: BrowserContext): string[] {
  const breaches: string[] = []
  const opened = new Set<string>()
  context.on('request', (request) => {
    const { protocol, hostname, origin } = new URL(request.url())
    if (protocol === 'data:') return
    if (request.isNavigationRequest() && hostname === '127.0.0.1') opened.add(origin)
    if (!opened.has(origin)) breaches.push(`request to ${request.url()}`)
  })
  context.on('console', (message) => {
    const failedCall =
      message.text().startsWith('Failed to load resource') && new URL(message.location().url).pathname.includes('/api/')
    if (['error', 'warning'].includes(message.type()) && !failedCall) {
      breaches.push(`${message.type()} in the console: ${message.text()} (${message.location().url})`)
    }
  })
  context.on('weberror', (error) => breaches.push(`uncaught: ${error.error().message}`))
  return breaches
}

/** How often the page itself was loaded. */
export function countLoads(context: BrowserContext): () => number {
  let loads = 0
  context.on('request', (request) => {
    if (request.isNavigationRequest()) loads++
  })
  return () => loads
}

export { expect }
