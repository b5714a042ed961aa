import {
  getLocalTimeZone,
  parseAbsolute,
  Time,
  toCalendarDate,
  toCalendarDateTime,
  toTime,
  today,
  type CalendarDate,
} from '@internationalized/date'
import { computed, shallowRef } from 'vue'
import type { ViewTime } from '../../model/viewTime'

/** Two days and two times of day, and what they are together in the viewer's zone. */
export function useDayRange({ from, to }: ViewTime) {
  const zone = getLocalTimeZone()
  const start = from ? parseAbsolute(from, zone) : undefined
  const end = to ? parseAbsolute(to, zone) : undefined

  const days = shallowRef<{ start: CalendarDate | undefined; end: CalendarDate | undefined }>({
    start: start && toCalendarDate(start),
    end: end ? toCalendarDate(end) : start && today(zone),
  })
  const startTime = shallowRef(start ? toTime(start) : new Time(0, 0))
  const endTime = shallowRef(end ? toTime(end) : new Time(23, 59))
  const isoOf = (day: CalendarDate, time: Time) => toCalendarDateTime(day, time).toDate(zone).toISOString()

  const time = computed<{ from: string; to: string } | undefined>(() => {
    const { start, end } = days.value
    return start && end ? { from: isoOf(start, startTime.value), to: isoOf(end, endTime.value) } : undefined
  })

  return {
    days,
    startTime,
    endTime,
    /** RFC 3339; undefined while a day is missing. */
    time,
    reversed: computed(() => time.value !== undefined && time.value.from >= time.value.to),
    lastDay: today(zone),
  }
}
