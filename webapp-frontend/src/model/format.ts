export interface Quantity {
  value: string
  unit: string
}

const grouped = new Intl.NumberFormat('en-US')
const pad = (n: number, width = 2) => String(n).padStart(width, '0')

/** 14:03:22 with .123 today, Nov 21 14:03:22 without on another day; local time. */
export function formatTime(at: number, now: number): { clock: string; fraction: string } {
  const d = new Date(at)
  const clock = `${pad(d.getHours())}:${pad(d.getMinutes())}:${pad(d.getSeconds())}`
  if (d.toDateString() === new Date(now).toDateString()) return { clock, fraction: `.${pad(d.getMilliseconds(), 3)}` }
  return { clock: `${d.toLocaleDateString('en-US', { month: 'short', day: 'numeric' })} ${clock}`, fraction: '' }
}

export function formatDateTime(iso: string): string {
  const d = new Date(iso)
  const date = `${d.getFullYear()}-${pad(d.getMonth() + 1)}-${pad(d.getDate())}`
  return `${date} ${pad(d.getHours())}:${pad(d.getMinutes())}:${pad(d.getSeconds())}.${pad(d.getMilliseconds(), 3)}`
}

/** 840 ms · 1.23 s · 12.3 s · 2:05 min · 1:02 h */
export function formatDuration(ms: number): Quantity {
  if (ms < 1_000) return { value: String(Math.round(ms)), unit: 'ms' }
  if (ms < 9_995) return { value: (ms / 1_000).toFixed(2), unit: 's' }
  if (ms < 59_950) return { value: (ms / 1_000).toFixed(1), unit: 's' }
  const seconds = Math.round(ms / 1_000)
  if (seconds < 3_600) return { value: `${Math.floor(seconds / 60)}:${pad(seconds % 60)}`, unit: 'min' }
  return {
    value: `${grouped.format(Math.floor(seconds / 3_600))}:${pad(Math.floor((seconds % 3_600) / 60))}`,
    unit: 'h',
  }
}

/** A running clock: tenths of a second, so that it moves without flicker. */
export function formatElapsed(ms: number): Quantity {
  const tenths = Math.floor(Math.max(0, ms) / 100)
  return tenths < 600 ? { value: (tenths / 10).toFixed(1), unit: 's' } : formatDuration(tenths * 100)
}

/** 9,412 · 12.4k · 1.24M · 54.6M · 3.10B */
export function formatCount(n: number): string {
  if (n < 10_000) return grouped.format(n)
  for (const [size, unit] of [
    [1e9, 'B'],
    [1e6, 'M'],
  ] as const) {
    if (n >= size * 0.99995) return `${(n / size).toFixed(n >= 9.995 * size ? 1 : 2)}${unit}`
  }
  return `${(n / 1e3).toFixed(1)}k`
}

export function formatExact(n: number): string {
  return grouped.format(n)
}

/** Dollars: four decimals below one dollar, so that a column of small costs lines up. */
export function formatCost(usd: number): string {
  if (usd === 0) return '$0'
  if (usd < 0.00005) return '<$0.0001'
  if (usd < 0.99995) return `$${usd.toFixed(4)}`
  if (usd < 999.995) return `$${usd.toFixed(2)}`
  return `$${grouped.format(Math.round(usd))}`
}

/** Every digit that is known, for the detail panel. */
export function formatExactCost(usd: number): string {
  return `$${new Intl.NumberFormat('en-US', { maximumFractionDigits: 12 }).format(usd)}`
}

/** One decimal; but 99.97 % must not read as 100 %. */
export function formatPercent(ratio: number): string {
  const rounded = Math.round(ratio * 1_000)
  const tenths = ratio < 1 ? Math.min(999, rounded) : rounded
  return tenths % 10 ? (tenths / 10).toFixed(1) : String(tenths / 10)
}

export function formatAgo(iso: string, now: number): string {
  const seconds = Math.max(0, Math.round((now - Date.parse(iso)) / 1_000))
  if (seconds < 5) return 'now'
  if (seconds < 60) return `${seconds} s ago`
  if (seconds < 3_600) return `${Math.floor(seconds / 60)} min ago`
  return `${Math.floor(seconds / 3_600)} h ago`
}
