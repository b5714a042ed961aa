import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { chromium } from '@playwright/test'
import lighthouse, { desktopConfig } from 'lighthouse'
import { freePort } from '../e2e/support/ports'
import { bench, report } from './support/bench'
import { fill } from './support/steadyLoad'

bench('Lighthouse', async ({ server, api }) => {
  await fill(api, 1_000)
  const port = await freePort()
  const home = mkdtempSync(join(tmpdir(), 'lighthouse-'))
  const { launchOptions } = bench.info().project.use
  // Lighthouse opens its tab in the browser's own context: it must be the one that is logged in.
  const context = await chromium.launchPersistentContext(home, {
    ...launchOptions,
    args: [...(launchOptions?.args ?? []), `--remote-debugging-port=${port}`],
  })
  try {
    await context.request.post(`${server.url}api/session`, { data: { key: server.key } })
    for (const view of ['', '#/in-flight', '#/sessions', '#/insights']) {
      const result = await lighthouse(
        `${server.url}${view}`,
        {
          port,
          output: 'json',
          logLevel: 'error',
          disableStorageReset: true,
          onlyCategories: ['performance', 'accessibility', 'best-practices'],
        },
        desktopConfig,
      )
      const scores = Object.values(result?.lhr.categories ?? {})
      report(
        `Lighthouse, /${view}`,
        scores.map(({ title, score }) => `${title} ${Math.round((score ?? 0) * 100)}`).join(', '),
        '≥ 95 each',
      )
      for (const { title, auditRefs } of scores) {
        for (const { id, weight } of auditRefs) {
          const audit = result?.lhr.audits[id]
          if (audit && weight && audit.score !== null && audit.score < 0.9) {
            console.log(`  ${title}: ${audit.title} ${audit.displayValue ?? ''}`)
          }
        }
      }
    }
  } finally {
    await context.close()
    rmSync(home, { recursive: true, force: true })
  }
})
