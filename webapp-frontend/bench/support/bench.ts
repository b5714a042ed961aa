import { test as base, type CDPSession, type Page } from '@playwright/test'
import { ApiClient } from '../../e2e/support/apiClient'
import { TokentailServer } from '../../e2e/support/tokentailServer'

interface Fixtures {
  server: TokentailServer
  api: ApiClient
}

/** With an empty server for each measurement. */
export const bench = base.extend<Fixtures>({
  server: [
    async ({}, use) => {
      const server = await TokentailServer.start({ compiled: true })
      await use(server)
      await server.remove()
    },
    { timeout: 120_000 },
  ],
  api: ({ server }, use) => use(new ApiClient(server)),
})

/** A number from the environment, as `BENCH_SECONDS=300`. */
export function setting(name: string, otherwise: number): number {
  const given = Number(process.env[name] ?? otherwise)
  if (!(given > 0)) throw new Error(`${name} must be a number above 0.`)
  return given
}

/** The value below which this share (0–1) of the values lie. */
export function percentile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b)
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? NaN
}

/** One line of the table in docs/PERFORMANCE.md. */
export function report(what: string, value: string, aim = ''): void {
  console.log(`| ${what} | ${value} | ${aim} |`)
}

/** Bytes that live objects of JavaScript take, after a collection. */
export async function liveHeap(page: Page, session?: CDPSession): Promise<number> {
  const cdp = session ?? (await page.context().newCDPSession(page))
  for (let i = 0; i < 2; i++) await cdp.send('HeapProfiler.collectGarbage')
  const { usedSize } = (await cdp.send('Runtime.getHeapUsage')) as { usedSize: number }
  return usedSize
}

export const megabytes = (bytes: number) => `${(bytes / 1e6).toFixed(1)} MB`
