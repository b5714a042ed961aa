import { execFileSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { defineConfig } from '@playwright/test'

const target = (name: string) => fileURLToPath(new URL(`../../target/${name}`, import.meta.url))

const INSTALLED = [
  '/usr/bin/google-chrome',
  '/usr/bin/google-chrome-stable',
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
]

function lacksNss(): boolean {
  try {
    return !execFileSync('ldconfig', ['-p'], { encoding: 'utf8' }).includes('libnss3.so')
  } catch {
    return true
  }
}

/** CHROMIUM_PATH, else an installed browser, else the one that the npm package @sparticuz/chromium brings along. */
async function chromiumPath(): Promise<string> {
  const found = process.env.CHROMIUM_PATH ?? INSTALLED.find((path) => existsSync(path))
  if (found) return found
  // Read by the package when it is loaded, and again when it unpacks: it then brings libnss3 as well.
  if (lacksNss()) process.env.AWS_LAMBDA_JS_RUNTIME ??= 'nodejs20.x'
  const { default: chromium } = await import('@sparticuz/chromium')
  return chromium.executablePath()
}

export default defineConfig({
  testDir: '.',
  outputDir: target('e2e-results'),
  snapshotDir: target('e2e-screenshots'),
  // Each has a server and a browser of its own.
  workers: 2,
  reporter: 'list',
  timeout: 60_000,
  retries: 0,
  // TOKENTAIL_WAR: run by Maven, so by a check rather than by someone at work on a test.
  forbidOnly: Boolean(process.env.CI ?? process.env.TOKENTAIL_WAR),
  use: {
    browserName: 'chromium',
    headless: true,
    viewport: { width: 1440, height: 900 },
    screenshot: 'only-on-failure',
    trace: 'off',
    launchOptions: {
      executablePath: await chromiumPath(),
      args: [
        '--no-sandbox',
        '--disable-gpu',
        '--disable-quic',
        '--no-first-run',
        '--disable-background-networking',
        '--disable-component-update',
        '--disable-sync',
      ],
    },
  },
})
