import { expect, type Locator, type Page } from '@playwright/test'
import type { ConnectionState } from '../../src/model/stream/connection'
import type { ApiClient } from './apiClient'

/** Anything that serves the page: the server itself, or what stands before it. */
export interface Place {
  url: string
  key: string
}

export interface ShownRow {
  id: string
  status: string
  rev: number
}

/** Tokentail's page, as its user works with it. */
export class ConsolePage {
  readonly badge: Locator
  readonly table: Locator
  readonly detail: Locator

  constructor(readonly page: Page) {
    this.badge = page.getByTestId('connection-badge')
    this.table = page.getByTestId('log-table')
    this.detail = page.getByTestId('detail-panel')
  }

  /** Follows the start line's link and waits for the stream. */
  static async open(page: Page, { url, key }: Place): Promise<ConsolePage> {
    const console = new ConsolePage(page)
    await page.goto(`${url}#key=${key}`)
    await console.expectState('live')
    return console
  }

  row(id: string): Locator {
    return this.page.locator(`[data-testid="log-row"][data-id="${id}"]`)
  }

  figure(name: string): Locator {
    return this.page.getByTestId(`figure-${name}`)
  }

  async expectState(state: ConnectionState, timeout = 15_000): Promise<void> {
    await expect(this.badge).toHaveAttribute('data-state', state, { timeout })
  }

  async expectPolling(polling: boolean, timeout = 10_000): Promise<void> {
    await expect(this.badge).toHaveAttribute('data-polling', String(polling), { timeout })
  }

  /** When the row was there in this rev, in epoch milliseconds. Call it before the change is made. */
  seenAt(id: string, rev: number): Promise<number> {
    return this.page.evaluate(
      ([selector, timeoutMs]) =>
        new Promise<number>((resolve, reject) => {
          const look = () => document.querySelector(selector) && resolve(Date.now())
          new MutationObserver(look).observe(document, { subtree: true, childList: true, attributes: true })
          look()
          setTimeout(() => reject(new Error(`not seen: ${selector}`)), timeoutMs)
        }),
      [`[data-testid="log-row"][data-id="${id}"][data-rev="${rev}"]`, 10_000] as const,
    )
  }

  /** Every row of the table from its top to its end, found by scrolling: the table draws only those in sight. */
  async shownRows(): Promise<ShownRow[]> {
    return this.table.evaluate(async (scroller) => {
      const frame = () => new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve)))
      const isDrawn = () => {
        const { left, bottom } = scroller.getBoundingClientRect()
        // Above what stands after the last row there is a row.
        return document.elementFromPoint(left + 200, bottom - 70)?.closest('[data-testid="log-row"]') != null
      }
      // A busy machine takes more than a frame for it; a table that is not full is never drawn down there.
      const drawn = async () => {
        await frame()
        for (let frames = 0; frames < 50 && scroller.scrollHeight > scroller.clientHeight && !isDrawn(); frames++) {
          await frame()
        }
      }
      const byPlace = new Map<string, ShownRow>()
      scroller.scrollTop = 0
      for (;;) {
        await drawn()
        for (const row of scroller.querySelectorAll<HTMLElement>('[data-testid="log-row"]')) {
          const { id = '', status = '', rev } = row.dataset
          byPlace.set(row.style.transform, { id, status, rev: Number(rev) })
        }
        if (scroller.scrollTop + scroller.clientHeight >= scroller.scrollHeight - 1) break
        // A row of overlap below the head, whatever the density.
        scroller.scrollTop += scroller.clientHeight - 100
      }
      scroller.scrollTop = 0
      return [...byPlace.values()]
    })
  }

  /** Scrolls down until the server has no older rows, and back. */
  async loadAll(): Promise<void> {
    const end = this.page.getByTestId('table-end')
    const toEnd = async () => {
      await this.table.evaluate((scroller) => (scroller.scrollTop = scroller.scrollHeight))
      return end.innerText()
    }
    await expect.poll(toEnd, { timeout: 30_000, intervals: [50] }).toMatch(/^(No older requests)?$/)
    await this.table.evaluate((scroller) => (scroller.scrollTop = 0))
  }

  /** The table shows what the server has: the same records in the same order, each once, in the same state. */
  async expectSameAs(api: ApiClient): Promise<ShownRow[]> {
    await this.loadAll()
    let kept: ShownRow[] = []
    // To walk through thousands of rows takes a while, and what others left pending may end meanwhile.
    await expect(async () => {
      kept = (await api.all()).map(({ id, status, rev }) => ({ id, status, rev }))
      await expect(this.table).toHaveAttribute('data-row-count', String(kept.length))
      expect(await this.shownRows()).toEqual(kept)
    }).toPass({ timeout: 120_000 })
    return kept
  }
}
