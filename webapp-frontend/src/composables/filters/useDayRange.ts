import {
  getLocalTimeZone,
  parseAbsolute,
  Time,
  toCalendarDate,
  toCalendarDateTime,
  today,
  type CalendarDate,
  type ZonedDateTime,
} from '@internationalized/date'
import { computed, shallowRef } from 'vue'
import { lastMomentOf, type ViewTime } from '../../model/filters/viewTime'

interface Days {
  start: CalendarDate | undefined
  end: CalendarDate | undefined
}

const MINUTE_MS = 60_000
const START_OF_DAY = new Time(0, 0)
const END_OF_DAY = new Time(23, 59)
const toMinute = ({ hour, minute }: ZonedDateTime) => new Time(hour, minute)

/**
 * Two days and two times of day, and what they are together in the viewer's zone. Times are whole minutes, and the last one
 * belongs to the range. `rolling` says that the beginning is that of a range up to now.
 */
export function useDayRange({ from, to }: Pick<ViewTime, 'from' | 'to'>, rolling = false) {
  const zone = getLocalTimeZone()
  const start = from ? parseAbsolute(from, zone) : undefined
  const end = to ? parseAbsolute(lastMomentOf(to), zone) : undefined

  const chosen = shallowRef<Days>({
    start: start && toCalendarDate(start),
    end: end ? toCalendarDate(end) : start && today(zone),
  })
  const startTime = shallowRef(start ? toMinute(start) : START_OF_DAY)
  const endTime = shallowRef(end ? toMinute(end) : END_OF_DAY)
  const began = startTime.value

  const days = computed<Days>({
    get: () => chosen.value,
    set(news) {
      chosen.value = news
      // Days that somebody picked are whole ones: the hour at which the last hour began means nothing on them.
      if (rolling && startTime.value === began) startTime.value = START_OF_DAY
    },
  })
  const millisOf = (day: CalendarDate, time: Time) => toCalendarDateTime(day, time).toDate(zone).getTime()

  const time = computed<{ from: string; to: string } | undefined>(() => {
    const { start, end } = days.value
    if (!start || !end) return undefined
    const [first, last] = [millisOf(start, startTime.value), millisOf(end, endTime.value) + MINUTE_MS]
    return { from: new Date(first).toISOString(), to: new Date(last).toISOString() }
  })

  return {
    days,
    startTime,
    endTime,
    /** RFC 3339, from (inclusive) and to (exclusive); undefined while a day is missing. */
    time,
    reversed: computed(() => time.value !== undefined && time.value.from >= time.value.to),
    lastDay: today(zone),
  }
}
