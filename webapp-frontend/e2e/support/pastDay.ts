import type { LogRecord } from '../../src/model/types'
import type { ApiClient } from './apiClient'

const HOUR_MS = 3_600_000
const REQUESTS = 9_000
const BATCH = 1_000

const MODELS = [
  { providerName: 'anthropic', channelName: 'anthropic primary', model: 'claude-sonnet-4-5', perToken: 9e-6 },
  { providerName: 'openai', channelName: 'openai primary', model: 'gpt-5', perToken: 6e-6 },
  { providerName: 'openai', channelName: 'openai primary', model: 'gpt-5-mini', perToken: 1e-6 },
  { providerName: 'google', channelName: 'google primary', model: 'gemini-2.5-pro', perToken: 5e-6 },
  { providerName: 'anthropic', channelName: 'anthropic primary', model: 'claude-haiku-4-5', perToken: 2e-6 },
] as const
const CLIENTS = ['checkout-bot', 'support-desk', 'docs-search', 'ci-review']

/** Spread evenly over 0 to 1, and always the same for a number. */
const spread = (n: number, step: number) => (n * step) % 1

/** How busy an hour of the day is, 0 to 1. */
const busy = (at: number) => 0.25 + 0.75 * Math.max(0, Math.sin(((new Date(at).getHours() - 6) / 24) * 2 * Math.PI))

/** A day with its ups and downs and half an hour of trouble, up to now: what pictures of the charts show. */
export async function writePastDay(api: ApiClient): Promise<void> {
  const now = Date.now()
  const records: Partial<LogRecord>[] = []
  for (let n = 0; records.length < REQUESTS; n++) {
    const at = now - 24 * HOUR_MS * spread(n, 0.618034)
    if (spread(n, 0.7548777) < busy(at)) records.push(request(n, at, now))
  }
  for (let from = 0; from < REQUESTS; from += BATCH) await api.post(...records.slice(from, from + BATCH))
}

function request(n: number, at: number, now: number): Partial<LogRecord> {
  const { perToken, ...target } = MODELS[Math.floor(spread(n, 0.569841) ** 1.6 * MODELS.length)] ?? MODELS[0]
  const trouble = Math.abs(at - (now - 7 * HOUR_MS)) < HOUR_MS / 4
  const failed = spread(n, 0.8566749) < (trouble ? 0.35 : 0.03)
  const durationMs = Math.round(900 + 9_000 * spread(n, 0.3247179) ** 3 + (trouble ? 6_000 : 0))
  const inputTokens = Math.round(200 + 6_000 * spread(n, 0.4502) ** 2)
  const outputTokens = failed ? 0 : Math.round(durationMs / 22)
  return {
    id: `day-${n}`,
    ...target,
    initialTime: new Date(at).toISOString(),
    status: failed ? 'error' : 'completed',
    httpStatus: failed ? 529 : 200,
    error: failed ? 'Overloaded' : undefined,
    stream: true,
    endpoint: '/v1/messages',
    clientId: CLIENTS[n % CLIENTS.length],
    sessionId: `${CLIENTS[n % CLIENTS.length]}-${Math.floor(at / HOUR_MS).toString(16)}`,
    durationMs,
    firstTokenDurationMs: Math.round(durationMs * 0.22),
    inputTokens,
    outputTokens,
    cacheReadInputTokens: Math.round(inputTokens * 0.6),
    price: Number(((inputTokens + 4 * outputTokens) * perToken).toFixed(6)),
  }
}
