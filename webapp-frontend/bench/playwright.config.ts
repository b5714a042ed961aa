import { fileURLToPath } from 'node:url'
import { defineConfig } from '@playwright/test'
import tests from '../e2e/playwright.config'

/** The benchmark of the page: the same browser as the tests, no limit but a generous one. Prints; proves nothing. */
export default defineConfig({
  ...tests,
  testDir: '.',
  testMatch: '*.bench.ts',
  outputDir: fileURLToPath(new URL('../../target/bench-page', import.meta.url)),
  timeout: 30 * 60_000,
  use: { ...tests.use, screenshot: 'off' },
})
