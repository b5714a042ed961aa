import type { Page } from '@playwright/test'

export interface Frames {
  /** Between two frames, in ms. */
  gaps: number[]
  /** Tasks of more than 50 ms, in ms. */
  longTasks: number[]
  /** From the post of a record until the frame that first shows its row, in ms. */
  delays: number[]
}

/** Watches every frame of the page until it is told to stop. */
export async function watchFrames(page: Page): Promise<() => Promise<Frames>> {
  await page.evaluate(() => {
    const frames: Frames = { gaps: [], longTasks: [], delays: [] }
    const seen = new Set<string>()
    const tasks = new PerformanceObserver((list) => {
      for (const { duration } of list.getEntries()) frames.longTasks.push(duration)
    })
    tasks.observe({ type: 'longtask' })
    let last = 0
    let running = true
    let first = true
    function look(at: number) {
      if (!running) return
      if (last) frames.gaps.push(at - last)
      last = at
      for (const row of document.querySelectorAll<HTMLElement>('[data-testid="log-row"]')) {
        const { id = '' } = row.dataset
        if (seen.has(id) || !id.startsWith('b-')) continue
        seen.add(id)
        // What is there at the first look came before.
        if (!first) frames.delays.push(Date.now() - Number(id.split('-')[1]))
      }
      first = false
      requestAnimationFrame(look)
    }
    requestAnimationFrame(look)
    Object.assign(window, {
      stopFrames: () => {
        running = false
        tasks.disconnect()
        return frames
      },
    })
  })
  return () => page.evaluate(() => (window as unknown as { stopFrames: () => Frames }).stopFrames())
}
