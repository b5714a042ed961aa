import type { LogRecord } from '../types'

/** The record that the caller saw: attempts name it. */
export function rootOf(record: LogRecord): string {
  return record.attemptOf ?? record.id
}

/** It was given up for another try. */
export function isTry({ status }: LogRecord): boolean {
  return status === 'failover' || status === 'retry_wait'
}

/**
 * What was tried for the request `root`, in order, ending in what was not given up. The gateway keeps the request and
 * records each try beside it; other callers may record each further try as an attempt of the first. Empty where nothing
 * was tried twice.
 */
export function attemptChain(root: string, records: Iterable<LogRecord>): LogRecord[] {
  const newest = new Map<string, LogRecord>()
  for (const record of records) {
    if (record.attemptOf !== root && record.id !== root) continue
    const held = newest.get(record.id)
    if (!held || held.rev < record.rev) newest.set(record.id, record)
  }
  if (![...newest.values()].some(({ attemptOf }) => attemptOf === root)) return []
  return [...newest.values()].sort(
    (a, b) =>
      Number(isTry(b)) - Number(isTry(a)) ||
      Date.parse(a.initialTime) - Date.parse(b.initialTime) ||
      (a.id < b.id ? -1 : 1),
  )
}
