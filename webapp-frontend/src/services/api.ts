import { parameters, streamQuery, type Query } from '../model/query'
import type { ActiveSession, Bodies, Facets, History, LogPage, LogRecord, Session, Stats } from '../model/types'

/** An answer other than 2xx, in the words of its problem+json. */
export class ApiError extends Error {
  constructor(
    readonly status: number,
    readonly title: string,
    readonly detail: string | undefined,
  ) {
    super(detail ?? title)
  }
}

export function isUnauthorized(error: unknown): boolean {
  return error instanceof ApiError && error.status === 401
}

// Those of a server that is away for a moment, or of a proxy before it (403, 404), are none of the call's fault.
const REFUSALS: readonly number[] = [400, 413, 414, 422, 431]

/** The server does not take this call, whenever it is made. */
export function isRefused(error: unknown): error is ApiError {
  return error instanceof ApiError && REFUSALS.includes(error.status)
}

export type Api = ReturnType<typeof createApi>
export type { Query } from '../model/query'

// Longer than any healthy answer, shorter than a user's patience: a call that hangs must not hold up the next one.
const TIMEOUT_MS = 10_000

/** An address without its page, query and hash: the same for all tabs of a server. */
export function serverBase(address = document.baseURI): string {
  return new URL('.', address).href
}

/** Where `path` (below api/) lies, whatever the context root. */
export function apiURL(path: string, query: Query = {}, base = document.baseURI): string {
  const url = new URL(`api/${path}`, base)
  for (const [name, value] of parameters(query)) url.searchParams.append(name, value)
  return url.href
}

/** The stream's address; `lastEventId` is the position after which it starts, `filter` may be a page's query. */
export function getLogStreamURL(lastEventId?: string, filter: Query = {}, base = document.baseURI): string {
  return apiURL('logs/stream', { ...streamQuery(filter), lastEventId }, base)
}

/** The calls of the protocol. `base` is asked at each call; `unauthorized` is told of every 401 but that of a login. */
export function createApi(base: () => string = () => document.baseURI, unauthorized: () => void = () => undefined) {
  async function call<T>(method: string, path: string, options: CallOptions = {}): Promise<T> {
    const timeout = AbortSignal.timeout(TIMEOUT_MS)
    const response = await fetch(apiURL(path, options.query, base()), {
      method,
      headers: options.body === undefined ? {} : { 'content-type': 'application/json' },
      body: options.body === undefined ? undefined : JSON.stringify(options.body),
      signal: options.signal ? AbortSignal.any([options.signal, timeout]) : timeout,
      cache: 'no-store',
    })
    if (response.status === 401 && !options.anyone) unauthorized()
    if (!response.ok) throw await problem(response)
    return (response.status === 204 ? undefined : await response.json()) as T
  }

  return {
    /** Where the server's page is, whatever view of it this one shows. */
    base: () => serverBase(base()),
    streamURL: (lastEventId?: string, filter?: Query) => getLogStreamURL(lastEventId, filter, base()),
    logs: (query: Query = {}, signal?: AbortSignal) => call<LogPage>('GET', 'logs', { query, signal }),
    /** Why the stream would not be opened, which an `EventSource` does not tell; absent where it would. */
    async streamProblem(lastEventId?: string, filter?: Query, signal?: AbortSignal): Promise<ApiError | undefined> {
      const over = new AbortController()
      const signals = [over.signal, AbortSignal.timeout(TIMEOUT_MS), ...(signal ? [signal] : [])]
      const url = getLogStreamURL(lastEventId, filter, base())
      const response = await fetch(url, { signal: AbortSignal.any(signals), cache: 'no-store' })
      if (!response.ok) return problem(response)
      over.abort()
      return undefined
    },
    record: (id: string, signal?: AbortSignal) => call<LogRecord>('GET', `logs/${encodeURIComponent(id)}`, { signal }),
    bodies: (id: string, signal?: AbortSignal) =>
      call<Bodies>('GET', `logs/${encodeURIComponent(id)}/bodies`, { signal }),
    stats: (query: Query = {}, signal?: AbortSignal) => call<Stats>('GET', 'logs/stats', { query, signal }),
    facets: (query: Query = {}, signal?: AbortSignal) => call<Facets>('GET', 'logs/facets', { query, signal }),
    history: (query: Query = {}, signal?: AbortSignal) => call<History>('GET', 'logs/stats/history', { query, signal }),
    /** `threshold`: `5m`, `2h`; half an hour when not given. */
    activeSessions: async (threshold?: string, signal?: AbortSignal) =>
      (await call<{ sessions: ActiveSession[] }>('GET', 'logs/sessions/active', { query: { threshold }, signal }))
        .sessions,
    session: (signal?: AbortSignal) => call<Session>('GET', 'session', { signal }),
    login: (key: string) => call<undefined>('POST', 'session', { body: { key }, anyone: true }),
    logout: () => call<undefined>('DELETE', 'session'),
  }
}

interface CallOptions {
  query?: Query
  body?: unknown
  signal?: AbortSignal
  /** Not in the name of the session: a 401 says nothing about it. */
  anyone?: boolean
}

export async function problem(response: Response): Promise<ApiError> {
  const body: { title?: string; detail?: string } = await response.json().catch(() => ({}))
  return new ApiError(response.status, body.title ?? `HTTP ${response.status}`, body.detail)
}
