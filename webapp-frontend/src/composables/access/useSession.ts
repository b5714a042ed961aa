import { shallowRef } from 'vue'
import { useEventListener } from '@vueuse/core'
import { retryDelay } from '../../model/stream/backoff'
import type { Session } from '../../model/types'
import { ApiError, createApi, isUnauthorized } from '../../services/api'
import { keyOf, takeStartKey } from '../../services/startKey'
import { useRetry } from '../stream/useRetry'
import { useSessionNews } from './useSessionNews'

export type Access = 'unknown' | 'unreachable' | 'out' | 'in'

/** Why a login failed or a session ended: a word of ours (i18n `login.problem`), or what the server said. */
export type LoginProblem = { word: 'over' | 'refused' | 'away' } | { said: string }

/** Who is logged in, and the calls made in their name. A 401 to any of them ends the session here too. */
export function useSession() {
  const access = shallowRef<Access>('unknown')
  const session = shallowRef<Session>()
  /** Why the user is logged out, where there is more to say than that. */
  const reason = shallowRef<LoginProblem>()
  let tries = 0
  const again = useRetry(() => void load(), Date.now)
  const api = createApi(undefined, () => end({ word: 'over' }))
  const otherTabs = useSessionNews(() => {
    if (access.value === 'in') void refresh()
    else if (access.value === 'out') void load()
  })

  function end(why?: LoginProblem) {
    const wasIn = access.value === 'in'
    if (wasIn) reason.value = why
    session.value = undefined
    access.value = 'out'
    if (wasIn) otherTabs.tell()
  }

  async function load() {
    again.clear()
    try {
      session.value = await api.session()
      access.value = 'in'
      reason.value = undefined
      tries = 0
    } catch (error) {
      if (isUnauthorized(error)) return
      access.value = 'unreachable'
      again.tryIn(retryDelay(tries++, Math.random))
    }
  }

  /** After the server was away: it may be another version, or a demo, now. */
  async function refresh() {
    const news = await api.session().catch(() => undefined)
    if (news && access.value === 'in') session.value = news
  }

  /** Undefined when the key was accepted, otherwise why not. */
  async function login(key: string): Promise<LoginProblem | undefined> {
    try {
      await api.login(key)
    } catch (error) {
      if (isUnauthorized(error)) return { word: 'refused' }
      return error instanceof ApiError ? { said: error.message } : { word: 'away' }
    }
    await load()
    otherTabs.tell()
    return undefined
  }

  async function logout() {
    await api.logout().catch(() => undefined)
    end()
  }

  /** `key` is the one of the start line's link, where the page was opened by it. */
  async function open(key?: string) {
    if (key === undefined) return load()
    const refused = await login(key)
    if (refused === undefined) return
    await load()
    if (access.value === 'out') reason.value = refused
  }

  // The router has taken the address by now, key and all; the event still tells it.
  useEventListener(globalThis.window, 'hashchange', ({ newURL }) => {
    const key = keyOf(newURL)
    takeStartKey()
    if (key !== undefined) void open(key)
  })
  return { api, access, session, reason, open, refresh, login, logout, nextTryAt: again.dueAt, tryNow: again.tryNow }
}
