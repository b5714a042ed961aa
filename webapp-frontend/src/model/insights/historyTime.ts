/** Times of charts in a zone of choice, as readers of the locale write them; 24 hours, like the table's. */
export function createZoneFormat(locale: string, timeZone: string) {
  const make = (options: Intl.DateTimeFormatOptions) =>
    new Intl.DateTimeFormat(locale, { ...options, timeZone, hourCycle: 'h23' })
  const clock = make({ hour: '2-digit', minute: '2-digit' })
  const day = make({ month: 'short', day: 'numeric' })
  const both = make({ month: 'short', day: 'numeric', hour: '2-digit', minute: '2-digit' })
  const plain = make({ year: 'numeric', month: '2-digit', day: '2-digit' })
  const dayOf = (at: number) => plain.format(at)

  return {
    /** A tick of an axis: the day where one begins or nothing finer is shown, otherwise the time of day. */
    tick: (at: number, stepMs: number) =>
      stepMs >= 86_400_000 || clock.format(at) === '00:00' ? day.format(at) : clock.format(at),
    /** 14:03 – 14:04, with the day where it is not `now`'s. */
    span(from: number, to: number, now: number): string {
      const begin = dayOf(from) === dayOf(now) ? clock.format(from) : both.format(from)
      return `${begin} – ${dayOf(from) === dayOf(to) ? clock.format(to) : both.format(to)}`
    },
  }
}

export type ZoneFormat = ReturnType<typeof createZoneFormat>

/** The zone of this browser, by its IANA name. */
export const browserZone = () => Intl.DateTimeFormat().resolvedOptions().timeZone || 'UTC'

/** The zone that an address names, where this browser knows it; otherwise the browser's own. */
export function zoneOf(value: unknown): string {
  if (typeof value !== 'string' || !value) return browserZone()
  try {
    new Intl.DateTimeFormat('en', { timeZone: value })
    return value
  } catch {
    return browserZone()
  }
}
