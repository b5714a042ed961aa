import { setTimeout as pause } from 'node:timers/promises'
import type { LogRecord, RequestStatus } from '../../src/model/types'
import type { ApiClient } from './apiClient'

const MODELS = [
  { providerName: 'anthropic', model: 'claude-sonnet-4-5' },
  { providerName: 'openai', model: 'gpt-5' },
  { providerName: 'google', model: 'gemini-2.5-pro' },
]
const ENDS: readonly Partial<LogRecord>[] = [
  { status: 'completed', httpStatus: 200, outputTokens: 340 },
  { status: 'completed', httpStatus: 200, outputTokens: 12 },
  { status: 'error', httpStatus: 529, error: 'Overloaded' },
  { status: 'cancelled' },
]

/** Requests that begin and end; remembers what the server acknowledged. */
export class Traffic {
  /** The last acknowledged status of each request. */
  readonly acknowledged = new Map<string, RequestStatus>()
  readonly #open: string[] = []
  #number = 0

  constructor(
    private readonly api: ApiClient,
    readonly prefix: string,
  ) {}

  async begin(count: number, paceMs = 0): Promise<void> {
    for (let i = 0; i < count; i++) {
      const number = this.#number++
      const id = `${this.prefix}-${String(number).padStart(3, '0')}`
      const initialTime = new Date().toISOString()
      await this.api.post({ id, initialTime, status: 'pending', inputTokens: 1_200, ...pick(MODELS, number) })
      this.acknowledged.set(id, 'pending')
      this.#open.push(id)
      await pause(paceMs)
    }
  }

  /** Ends the oldest that are open: every other one after its first token arrived, so in two changes. */
  async end(count = this.#open.length, paceMs = 0): Promise<void> {
    for (const id of this.#open.splice(0, count)) {
      const number = Number(id.slice(-3))
      if (number % 2) await this.api.patch(id, { firstTokenDurationMs: 400 })
      const { status } = await this.api.patch(id, pick(ENDS, number))
      this.acknowledged.set(id, status)
      await pause(paceMs)
    }
  }

  /** `total` requests over four connections, each begun and ended. */
  async flow(total: number): Promise<void> {
    let left = total
    const caller = async () => {
      while (left-- > 0) {
        await this.begin(1)
        await pause(30)
        await this.end(1)
      }
    }
    await Promise.all(Array.from({ length: 4 }, caller))
    await this.end()
  }
}

function pick<T>(from: readonly T[], number: number): T {
  return from[number % from.length] as T
}
