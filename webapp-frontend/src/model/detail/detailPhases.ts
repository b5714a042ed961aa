import { tokensPerSecond } from '../record'
import type { LogRecord } from '../types'

/** `waiting`: until the first token; `streaming`: from it to the end; `whole`: in one piece; `none`: no token came. */
export type PhaseName = 'waiting' | 'streaming' | 'whole' | 'none'

export interface Phase {
  name: PhaseName
  ms: number
  /** 0–1 of the time that has passed. */
  share: number
  running: boolean
}

export interface Phases {
  /** From the first byte to the last, or until now. */
  totalMs: number
  running: boolean
  phases: Phase[]
  /** Output tokens by the seconds they took; absent where one of them is unknown. */
  tokensPerSecond?: number
}

/** How a request spent its time; undefined where nothing is known of it. `now`: the server's clock, epoch ms. */
export function phasesOf(record: LogRecord, now: number): Phases | undefined {
  const running = record.status === 'pending'
  const totalMs = record.durationMs ?? (running ? Math.max(0, now - Date.parse(record.initialTime)) : undefined)
  if (totalMs === undefined) return undefined
  const first = record.firstTokenDurationMs
  const parts: Omit<Phase, 'share'>[] =
    first === undefined
      ? [{ name: running ? 'waiting' : record.status === 'completed' ? 'whole' : 'none', ms: totalMs, running }]
      : [
          { name: 'waiting', ms: Math.min(first, totalMs), running: false },
          { name: 'streaming', ms: Math.max(0, totalMs - first), running },
        ]
  return {
    totalMs,
    running,
    phases: parts.map((part) => ({ ...part, share: totalMs > 0 ? part.ms / totalMs : part === parts[0] ? 1 : 0 })),
    tokensPerSecond: tokensPerSecond(record),
  }
}
