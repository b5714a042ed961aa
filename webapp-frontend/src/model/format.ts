export interface Quantity {
  value: string
  unit: string
}

export type Format = ReturnType<typeof createFormat>

const pad = (n: number, width = 2) => String(n).padStart(width, '0')
const clockOf = (d: Date) => `${pad(d.getHours())}:${pad(d.getMinutes())}:${pad(d.getSeconds())}`

/** Numbers, times and costs as the readers of this locale (BCP 47) write them. Times are the viewer's local ones. */
export function createFormat(locale: string) {
  const grouped = new Intl.NumberFormat(locale)
  const digits = (n: number, fraction: number) => fixed[fraction]?.format(n) ?? n.toFixed(fraction)
  const fixed = [0, 1, 2, 3, 4].map(
    (n) => new Intl.NumberFormat(locale, { minimumFractionDigits: n, maximumFractionDigits: n }),
  )
  const dollars = (fraction: number, least = fraction) =>
    new Intl.NumberFormat(locale, {
      style: 'currency',
      currency: 'USD',
      currencyDisplay: 'narrowSymbol',
      minimumFractionDigits: least,
      maximumFractionDigits: fraction,
    })
  const money = [0, 1, 2, 3, 4].map((n) => dollars(n))
  const [whole, cents, small, exact] = [dollars(0), dollars(2), dollars(4), dollars(12, 0)]
  const day = new Intl.DateTimeFormat(locale, { month: 'short', day: 'numeric' })
  const ago = new Intl.RelativeTimeFormat(locale, { numeric: 'auto', style: 'short' })

  /** 14:03:22 with .123 today, Nov 21 14:03:22 without on another day. */
  function time(at: number, now: number): { clock: string; fraction: string } {
    const d = new Date(at)
    if (d.toDateString() === new Date(now).toDateString()) {
      return { clock: clockOf(d), fraction: `.${pad(d.getMilliseconds(), 3)}` }
    }
    return { clock: `${day.format(d)} ${clockOf(d)}`, fraction: '' }
  }

  function dateTime(iso: string): string {
    const d = new Date(iso)
    const date = `${d.getFullYear()}-${pad(d.getMonth() + 1)}-${pad(d.getDate())}`
    return `${date} ${clockOf(d)}.${pad(d.getMilliseconds(), 3)}`
  }

  /** 840 ms · 1.23 s · 12.3 s · 2:05 min · 1:02 h */
  function duration(ms: number): Quantity {
    if (ms < 1_000) return { value: String(Math.round(ms)), unit: 'ms' }
    if (ms < 9_995) return { value: digits(ms / 1_000, 2), unit: 's' }
    if (ms < 59_950) return { value: digits(ms / 1_000, 1), unit: 's' }
    const seconds = Math.round(ms / 1_000)
    if (seconds < 3_600) return { value: `${Math.floor(seconds / 60)}:${pad(seconds % 60)}`, unit: 'min' }
    return {
      value: `${grouped.format(Math.floor(seconds / 3_600))}:${pad(Math.floor((seconds % 3_600) / 60))}`,
      unit: 'h',
    }
  }

  /** A running clock: tenths of a second, so that it moves without flicker. */
  function elapsed(ms: number): Quantity {
    const tenths = Math.floor(Math.max(0, ms) / 100)
    return tenths < 600 ? { value: digits(tenths / 10, 1), unit: 's' } : duration(tenths * 100)
  }

  /** 9,412 · 12.4k · 1.24M · 54.6M · 3.10B: the units of the field, in every locale. */
  function count(n: number): string {
    if (n < 10_000) return grouped.format(n)
    for (const [size, unit] of [
      [1e9, 'B'],
      [1e6, 'M'],
    ] as const) {
      if (n >= size * 0.99995) return `${digits(n / size, n >= 9.995 * size ? 1 : 2)}${unit}`
    }
    return `${digits(n / 1e3, 1)}k`
  }

  /** Dollars: four decimals below one dollar, so that a column of small costs lines up. */
  function cost(usd: number): string {
    if (usd === 0) return whole.format(0)
    if (usd < 0.00005) return `<${small.format(0.0001)}`
    if (usd < 0.99995) return small.format(usd)
    return usd < 999.995 ? cents.format(usd) : whole.format(usd)
  }

  /** One decimal; but 99.97 % must not read as 100 %. */
  function percent(ratio: number): string {
    const rounded = Math.round(ratio * 1_000)
    const tenths = ratio < 1 ? Math.min(999, rounded) : rounded
    return digits(tenths / 10, tenths % 10 ? 1 : 0)
  }

  function agoOf(iso: string, now: number): string {
    const seconds = Math.max(0, Math.round((now - Date.parse(iso)) / 1_000))
    if (seconds < 5) return ago.format(0, 'second')
    if (seconds < 60) return ago.format(-seconds, 'second')
    if (seconds < 3_600) return ago.format(-Math.floor(seconds / 60), 'minute')
    return ago.format(-Math.floor(seconds / 3_600), 'hour')
  }

  return {
    locale,
    time,
    dateTime,
    duration,
    elapsed,
    count,
    /** Every digit of a whole number. */
    exact: (n: number) => grouped.format(n),
    cost,
    /** Dollars with exactly so many decimals, 0 to 4. */
    usd: (n: number, fraction: number) => (money[fraction] ?? exact).format(n),
    /** Every digit that is known, for the detail panel. */
    exactCost: (usd: number) => exact.format(usd),
    percent,
    ago: agoOf,
    /** A number with exactly so many decimals, 0 to 4. */
    decimals: digits,
  }
}
