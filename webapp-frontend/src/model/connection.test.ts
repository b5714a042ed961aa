import { expect, test } from 'vitest'
import { connectionLabel, connectionState, describeConnection, startingFacts, type ConnectionView } from './connection'

const facts = (known: Partial<typeof startingFacts>) => connectionState({ ...startingFacts, ...known })

test('is live only while the stream is open and owes nothing', () => {
  expect(facts({ open: true, everOpen: true })).toBe('live')
  expect(facts({ open: true, everOpen: true, owed: 3 })).toBe('catching-up')
  expect(facts({ everOpen: true })).toBe('reconnecting')
})

test('is called polling from the fifth failed try on', () => {
  expect(facts({})).toBe('connecting')
  expect(facts({ failedTries: 1 })).toBe('reconnecting')
  expect(facts({ everOpen: true, failedTries: 4 })).toBe('reconnecting')
  expect(facts({ everOpen: true, failedTries: 5 })).toBe('polling')
})

test('says offline before polling, and logged out before all', () => {
  expect(facts({ failedTries: 9, offline: true })).toBe('offline')
  expect(facts({ open: true, offline: true })).toBe('live')
  expect(facts({ failedTries: 9, offline: true, loggedOut: true })).toBe('logged-out')
})

test('is described in plain words', () => {
  const view: ConnectionView = {
    state: 'polling',
    retryCount: 6,
    nextTryInS: 8,
    polling: true,
    pollsFail: false,
    pollingEnabled: true,
  }
  expect(describeConnection(view)).toBe('Polling every 3 s, stream unreachable, next try in 8 s')
  expect(describeConnection({ ...view, polling: false, pollingEnabled: false, nextTryInS: undefined })).toBe(
    'Polling stopped, stream unreachable, trying now',
  )
  expect(describeConnection({ ...view, state: 'reconnecting', polling: false })).toBe('Stream lost, next try in 8 s')
  expect(connectionLabel(view)).toBe('Polling')
  expect(connectionLabel({ ...view, pollingEnabled: false })).toBe('Polling stopped')
})

test('does not claim to poll while polls fail too', () => {
  const view: ConnectionView = {
    state: 'polling',
    retryCount: 6,
    nextTryInS: 13,
    polling: true,
    pollsFail: true,
    lastData: '13:10:01',
    pollingEnabled: true,
  }
  expect(connectionLabel(view)).toBe('Unreachable')
  expect(describeConnection(view)).toBe('Server unreachable, last data 13:10:01, next try in 13 s')
  expect(describeConnection({ ...view, lastData: undefined, nextTryInS: undefined })).toBe(
    'Server unreachable, trying now',
  )
  const blip: ConnectionView = { ...view, state: 'reconnecting' }
  expect(connectionLabel(blip)).toBe('Reconnecting')
  expect(describeConnection(blip)).toBe('Server unreachable, last data 13:10:01, next try in 13 s')
})
