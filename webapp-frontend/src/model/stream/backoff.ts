const STEPS_MS = [1_000, 2_000, 4_000, 8_000, 16_000]
const LAST_MS = 30_000
const JITTER = 0.2

/** Delay before try number `step` (from 0) after a loss: 1, 2, 4, 8, 16 s, then 30 s for ever; ±20 %. */
export function retryDelay(step: number, random: () => number, unitMs = 1_000): number {
  const base = STEPS_MS[step] ?? LAST_MS
  return Math.round(((base * unitMs) / 1_000) * (1 + JITTER * (2 * random() - 1)))
}

/** A server that says goodbye names the earliest moment: spread its clients after it, not before. */
export function byeDelay(retryMs: number, random: () => number): number {
  return Math.round(retryMs * (1 + JITTER * random()))
}
