import { shallowRef } from 'vue'
import { useEventListener } from '@vueuse/core'
import { retryDelay } from '../model/backoff'
import type { Session } from '../model/types'
import { ApiError, createApi, isUnauthorized } from '../services/api'
import { useTimer } from './useTimer'

export type Access = 'unknown' | 'unreachable' | 'out' | 'in'

/** Who is logged in, and the calls made in their name. A 401 to any of them ends the session here too. */
export function useSession() {
  const access = shallowRef<Access>('unknown')
  const session = shallowRef<Session>()
  /** Why the user is logged out, where there is more to say than that. */
  const reason = shallowRef<string>()
  const again = useTimer()
  const api = createApi(undefined, () => end('The session is over. Log in again.'))

  function end(why?: string) {
    if (access.value === 'in') reason.value = why
    session.value = undefined
    access.value = 'out'
  }

  async function load(tries = 0) {
    try {
      session.value = await api.session()
      access.value = 'in'
      reason.value = undefined
    } catch (error) {
      if (isUnauthorized(error)) return
      access.value = 'unreachable'
      again.set(() => void load(tries + 1), retryDelay(tries, Math.random))
    }
  }

  /** After the server was away: it may be another version, or a demo, now. */
  async function refresh() {
    const news = await api.session().catch(() => undefined)
    if (news && access.value === 'in') session.value = news
  }

  /** Undefined when the key was accepted, otherwise why not. */
  async function login(key: string): Promise<string | undefined> {
    try {
      await api.login(key)
    } catch (error) {
      if (isUnauthorized(error)) return 'This key was not accepted.'
      return error instanceof ApiError ? error.message : 'The server does not answer. Try again in a moment.'
    }
    await load()
    return undefined
  }

  async function logout() {
    await api.logout().catch(() => undefined)
    end()
  }

  /** The start line's link carries the key behind #key=: take it, and take it out of the address and the history. */
  async function open() {
    const key = new URLSearchParams(location.hash.slice(1)).get('key')
    if (key === null) return load()
    history.replaceState(history.state, '', location.pathname + location.search)
    const refused = await login(key)
    if (refused === undefined) return
    await load()
    if (access.value === 'out') reason.value = refused
  }

  useEventListener(globalThis.window, 'hashchange', () => location.hash.startsWith('#key=') && void open())
  return { api, access, session, reason, open, refresh, login, logout }
}
