import { expect, test } from 'vitest'
import {
  connectionSentence,
  connectionState,
  connectionWord,
  isStale,
  startingFacts,
  type ConnectionView,
} from './connection'

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
  expect(facts({ failedTries: 9, offline: true, refused: true })).toBe('refused')
})

const AWAY: ConnectionView = {
  state: 'polling',
  retryCount: 6,
  nextTryInS: 8,
  polling: true,
  pollsFail: false,
  pollingEnabled: true,
}

test.each<[Partial<ConnectionView>, word: string, sentence: string]>([
  [{}, 'polling', 'polling'],
  [{ polling: false, pollingEnabled: false }, 'polling-stopped', 'polling-stopped'],
  [{ state: 'reconnecting', polling: false }, 'reconnecting', 'lost'],
  [{ state: 'reconnecting' }, 'reconnecting', 'lost-polling'],
  [{ state: 'live' }, 'live', 'live'],
])('is called and described by what is true: %o', (known, word, sentence) => {
  expect(connectionWord({ ...AWAY, ...known })).toBe(word)
  expect(connectionSentence({ ...AWAY, ...known })).toBe(sentence)
})

test.each<[Partial<ConnectionView>, word: string, sentence: string]>([
  [{ lastData: '13:10:01' }, 'unreachable', 'unreachable-since'],
  [{}, 'unreachable', 'unreachable'],
  [{ state: 'reconnecting', lastData: '13:10:01' }, 'reconnecting', 'unreachable-since'],
])('does not claim to poll while polls fail too: %o', (known, word, sentence) => {
  const view = { ...AWAY, pollsFail: true, ...known }
  expect(connectionWord(view)).toBe(word)
  expect(connectionSentence(view)).toBe(sentence)
})

test.each<[Partial<ConnectionView>, stale: boolean]>([
  [{}, false],
  [{ pollsFail: true }, true],
  [{ polling: false, pollingEnabled: false }, true],
  [{ state: 'reconnecting', polling: false }, false],
  [{ state: 'live', polling: false }, false],
  [{ state: 'offline', polling: false }, true],
  [{ state: 'refused' }, true],
  [{ state: 'logged-out' }, true],
])('what is shown is old only where nothing arrives: %o', (known, stale) => {
  expect(isStale({ ...AWAY, ...known })).toBe(stale)
})
