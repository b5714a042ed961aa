import { setTimeout as pause } from 'node:timers/promises'
import type { LogRecord } from '../../src/model/types'
import type { ApiClient } from '../../e2e/support/apiClient'

const TICK_MS = 20
const RUN_MS = 1_500
const MODELS = [
  { providerName: 'anthropic', model: 'claude-sonnet-4-5' },
  { providerName: 'openai', model: 'gpt-5' },
  { providerName: 'google', model: 'gemini-2.5-pro' },
]

/** When the record with this id was posted, in epoch milliseconds. */
export function postedAt(id: string): number {
  return Number(id.split('-')[1])
}

/**
 * Requests that begin and end 1.5 s later, so that half of the changes are new rows: so many changes a second in posts
 * 20 ms apart. What the server does not take in time is sent later, and the rate that was reached is returned.
 */
export async function steadyLoad(api: ApiClient, changesPerS: number, seconds: number): Promise<number> {
  const begun: { id: string; at: number }[] = []
  const start = Date.now()
  const end = start + seconds * 1_000
  const perTick = (changesPerS * TICK_MS) / 2_000
  const calls = new Set<Promise<unknown>>()
  let number = 0
  let changes = 0
  for (let tick = 0; Date.now() < end; tick++) {
    const now = Date.now()
    const due = Math.floor((tick + 1) * perTick)
    const records: Partial<LogRecord>[] = []
    while (number < due) {
      const id = `b-${now}-${number}`
      begun.push({ id, at: now })
      records.push({ id, status: 'pending', sessionId: `s-${number % 50}`, stream: true, ...MODELS[number++ % 3] })
    }
    while (begun[0] && begun[0].at < now - RUN_MS) records.push(completed(begun.shift()?.id ?? ''))
    changes += records.length
    const call = api.post(...records).finally(() => calls.delete(call))
    calls.add(call)
    // Bounded: a server that is slower than this is shown by the rate.
    if (calls.size > 8) await Promise.race(calls)
    await pause(Math.max(0, start + (tick + 1) * TICK_MS - Date.now()))
  }
  await Promise.all(calls)
  return (changes / (Date.now() - start)) * 1_000
}

function completed(id: string): Partial<LogRecord> {
  return {
    id,
    status: 'completed',
    httpStatus: 200,
    firstTokenDurationMs: 400,
    durationMs: RUN_MS,
    inputTokens: 1_200,
    outputTokens: 340,
    price: 0.0087,
  }
}

/** So many finished requests, one second apart, the newest now. */
export async function fill(api: ApiClient, count: number): Promise<void> {
  const start = Date.now() - count * 1_000
  for (let from = 0; from < count; from += 1_000) {
    const records = Array.from({ length: Math.min(1_000, count - from) }, (_, i) => ({
      ...completed(`f-${from + i}`),
      initialTime: new Date(start + (from + i) * 1_000).toISOString(),
      sessionId: `s-${i % 50}`,
      ...MODELS[i % 3],
    }))
    await api.post(...records)
  }
}
