import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { effectScope, watch, type EffectScope } from 'vue'
import { LogServer } from '../../testing/logServer'
import { takeStartKey } from '../../services/startKey'
import { useSession } from './useSession'

let server: LogServer
let scope: EffectScope

beforeEach(async () => {
  server = await new LogServer().start()
  server.key = 'right'
  server.sessionStatus = 401
  scope = effectScope()
})

afterEach(async () => {
  scope.stop()
  await server.stop()
})

function visit(hash: string) {
  ;(window as unknown as { happyDOM: { setURL: (url: string) => void } }).happyDOM.setURL(server.base + hash)
  const session = scope.run(useSession)
  if (!session) throw new Error('the scope is over')
  const key = takeStartKey()
  return { ...session, open: () => session.open(key) }
}

test('takes the key out of the address, and is logged in by it', async () => {
  const { open, access, session } = visit('#key=right')
  await open()
  expect(access.value).toBe('in')
  expect(session.value?.user).toBe('admin')
  expect(location.href).toBe(server.base)
})

test('says that the key in the address is wrong, and takes it out all the same', async () => {
  const { open, access, reason } = visit('#key=wrong')
  await open()
  expect(access.value).toBe('out')
  expect(reason.value).toEqual({ word: 'refused' })
  expect(location.href).toBe(server.base)
})

test('a wrong key in the address does not end a session that is there', async () => {
  server.sessionStatus = 200
  const { open, access } = visit('#key=wrong')
  await open()
  expect(access.value).toBe('in')
})

test('nor does one that is followed, or tried, while logged in: the console stays', async () => {
  server.sessionStatus = 200
  const { open, login, access, reason } = visit('')
  await open()
  const states: string[] = []
  watch(access, (state) => states.push(state), { flush: 'sync' })
  expect(await login('wrong')).toEqual({ word: 'refused' })
  expect(states).toEqual([])
  expect(access.value).toBe('in')
  expect(reason.value).toBeUndefined()
})

test('logs in by the form, and out again', async () => {
  const { open, login, logout, access } = visit('')
  await open()
  expect(access.value).toBe('out')
  expect(await login('wrong')).toEqual({ word: 'refused' })
  expect(await login('right')).toBeUndefined()
  expect(access.value).toBe('in')
  await logout()
  expect(access.value).toBe('out')
})

test('a 401 to any call ends the session here', async () => {
  server.sessionStatus = 200
  const { open, api, access, reason } = visit('')
  await open()
  server.sessionStatus = 401
  await expect(api.session()).rejects.toThrow('HTTP 401')
  expect(access.value).toBe('out')
  expect(reason.value).toEqual({ word: 'over' })
})

test('reads the session again after the server was away', async () => {
  server.sessionStatus = 200
  const { open, refresh, access, session } = visit('')
  await open()
  expect(session.value?.demo).toBe(false)
  server.demo = true
  await refresh()
  expect(session.value?.demo).toBe(true)

  server.sessionStatus = 503
  await refresh()
  expect(access.value).toBe('in')
  expect(session.value?.demo).toBe(true)
})

test('a server that does not answer is asked again', async () => {
  server.sessionStatus = 503
  const { open, access } = visit('')
  await open()
  expect(access.value).toBe('unreachable')
  server.sessionStatus = 200
  await vi.waitFor(() => expect(access.value).toBe('in'), { timeout: 3_000 })
})

test('the next try is known, and can be made at once', async () => {
  server.sessionStatus = 503
  const { open, access, nextTryAt, tryNow } = visit('')
  await open()
  expect(nextTryAt.value).toBeGreaterThan(Date.now())
  server.sessionStatus = 200
  tryNow()
  expect(nextTryAt.value, 'one try at a time').toBeUndefined()
  await vi.waitFor(() => expect(access.value).toBe('in'))
})

test('a logout in one tab is one in all, and so is a login', async () => {
  const [one, other] = [visit(''), visit('')]
  await one.login('right')
  await other.open()
  expect([one.access.value, other.access.value]).toEqual(['in', 'in'])
  await one.logout()
  await vi.waitFor(() => expect(other.access.value).toBe('out'))
  await one.login('right')
  await vi.waitFor(() => expect(other.access.value).toBe('in'))
})
