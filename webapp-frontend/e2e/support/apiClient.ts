import { setTimeout as pause } from 'node:timers/promises'
import type { History, LogPage, LogRecord, Stats } from '../../src/model/types'
import type { TokentailServer } from './tokentailServer'

const PATIENCE_MS = 60_000

/** A caller of the API with its key, which repeats each call until the server has acknowledged it: ids make that safe. */
export class ApiClient {
  constructor(private readonly server: TokentailServer) {}

  async post(...records: Partial<LogRecord>[]): Promise<string[]> {
    return (await this.#call<{ ids: string[] }>('POST', 'logs', records)).ids
  }

  patch(id: string, change: Partial<LogRecord>): Promise<LogRecord> {
    return this.#call('PATCH', `logs/${encodeURIComponent(id)}`, change)
  }

  /** Of records that began at this time or later (RFC 3339); of all without it. */
  stats(from = ''): Promise<Stats> {
    return this.#call('GET', `logs/stats?from=${from}`)
  }

  /** So far back, such as `1h`. */
  history(duration: string): Promise<History> {
    return this.#call('GET', `logs/stats/history?duration=${duration}`)
  }

  /** How far the feed of changes has come. */
  async head(): Promise<string> {
    return (await this.#call<LogPage>('GET', 'logs?limit=1')).cursor
  }

  /** Streams that the server has open; one that its client left is among them until the next event is written. */
  async openStreams(): Promise<number> {
    return (await this.#call<{ open: number }>('GET', 'stream/clients')).open
  }

  /** Every record that the server has, the newest first. */
  async all(): Promise<LogRecord[]> {
    const records: LogRecord[] = []
    let before = ''
    for (;;) {
      const page = await this.#call<LogPage>('GET', `logs?limit=500${before}`)
      records.push(...page.requests)
      if (!page.next) return records
      before = `&before=${encodeURIComponent(page.next)}`
    }
  }

  async #call<T>(method: string, path: string, body?: unknown): Promise<T> {
    const deadline = Date.now() + PATIENCE_MS
    for (;;) {
      try {
        return await this.#once(method, path, body)
      } catch (error) {
        if (error instanceof Refused || Date.now() > deadline) throw error
        await pause(50)
      }
    }
  }

  async #once<T>(method: string, path: string, body: unknown): Promise<T> {
    const response = await fetch(`${this.server.url}api/${path}`, {
      method,
      headers: { 'x-api-key': this.server.key, 'content-type': 'application/json' },
      body: body === undefined ? undefined : JSON.stringify(body),
    })
    const text = await response.text()
    if (response.ok) return JSON.parse(text) as T
    const words = `${method} ${path}: ${response.status} ${text}`
    // A server that is still starting answers 404 in HTML; only Tokentail's own refusals are final.
    const ours = response.headers.get('content-type')?.startsWith('application/problem+json') ?? false
    throw ours && response.status < 500 ? new Refused(words) : new Error(words)
  }
}

class Refused extends Error {}
