import { CalendarDate, getLocalTimeZone, parseAbsolute, Time } from '@internationalized/date'
import { expect, test } from 'vitest'
import { useDayRange } from './useDayRange'

const local = (iso: string) => parseAbsolute(iso, getLocalTimeZone()).toString().slice(0, 23)
const DAYS = { start: new CalendarDate(2025, 11, 24), end: new CalendarDate(2025, 11, 25) }

test('days are whole ones, up to the end of their last minute', () => {
  const { days, time } = useDayRange({})
  expect(time.value).toBeUndefined()
  days.value = DAYS
  expect(local(time.value?.from ?? '')).toMatch(/^2025-11-24T00:00:00/)
  expect(local(time.value?.to ?? '')).toMatch(/^2025-11-26T00:00:00/)
})

test('what was chosen is shown again as it was chosen', () => {
  const { days, time } = useDayRange({})
  days.value = DAYS
  const again = useDayRange(time.value ?? {})
  expect(again.days.value.end?.toString()).toBe('2025-11-25')
  expect(again.endTime.value.toString()).toBe('23:59:00')
  expect(again.time.value).toEqual(time.value)
})

test('a range up to now starts at its minute, and at midnight once other days are picked', () => {
  const range = { from: '2025-11-25T01:45:01.672Z' }
  const { days, startTime, time } = useDayRange(range, true)
  expect(time.value?.from).toBe('2025-11-25T01:45:00.000Z')
  days.value = DAYS
  expect(startTime.value.toString()).toBe('00:00:00')
  expect(local(time.value?.from ?? '')).toMatch(/^2025-11-24T00:00:00/)
})

test('a time of day that was typed stays, and so does that of chosen bounds', () => {
  const typed = useDayRange({ from: '2025-11-25T01:45:01.672Z' }, true)
  typed.startTime.value = new Time(8, 30)
  typed.days.value = DAYS
  expect(typed.startTime.value.toString()).toBe('08:30:00')

  const bounds = useDayRange({ from: '2025-11-25T01:45:00Z', to: '2025-11-25T02:00:00Z' })
  const before = bounds.startTime.value
  bounds.days.value = DAYS
  expect(bounds.startTime.value).toBe(before)
})

test('the same minute twice is a minute; an end before the start is none', () => {
  const { days, startTime, endTime, time, reversed } = useDayRange({})
  days.value = { start: DAYS.start, end: DAYS.start }
  startTime.value = endTime.value = new Time(8, 0)
  expect(Date.parse(time.value?.to ?? '') - Date.parse(time.value?.from ?? '')).toBe(60_000)
  expect(reversed.value).toBe(false)
  endTime.value = new Time(7, 58)
  expect(reversed.value).toBe(true)
})
