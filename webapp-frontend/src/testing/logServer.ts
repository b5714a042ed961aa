import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { newestFirst, pageKeyOf, placeOf } from '../model/table/rowOrder'
import type { HistoryFigures, LogRecord, Stats, StreamEvents } from '../model/types'

interface Change {
  seq: number
  name: 'log:created' | 'log:updated'
  record: LogRecord
}

const EPOCH = 'test'

/** The protocol's page and stream over real HTTP on 127.0.0.1, with the faults that the tests need. */
export class LogServer {
  /** Status of the next stream and session calls. */
  streamStatus = 200
  sessionStatus = 200
  /** What is said of a stream that is not 200. */
  streamProblem = {}
  demo = false
  /** Status of the next pages. */
  pageStatus = 200
  /** What is said of a page that is not 200. */
  pageProblem = {}
  /** Status of the next answers to GET api/logs/{id}. */
  recordStatus = 200
  /** Holds page answers back until it settles; the answer is what stood when the call came. */
  pageGate: Promise<void> | undefined
  /** What happens between a page's answer and the stream that joins it. */
  afterPage: (() => void) | undefined
  /** The positions that streams were opened with. */
  readonly positions: (string | null)[] = []
  /** The queries of pages and streams, without the leading question mark. */
  readonly pageQueries: string[] = []
  readonly streamQueries: string[] = []
  pages = 0
  /** No page is longer. */
  pageLimit = Infinity
  /** The key that POST api/session takes; what it hands out is `sessionStatus` 200. */
  key: string | undefined
  /** What GET api/logs/stats answers, held back until `statsGate` settles; and the `from` of each call. */
  stats: Partial<Stats> = {}
  statsGate: Promise<void> | undefined
  readonly statsFrom: (string | null)[] = []
  /** What GET api/logs/stats/history answers, and how often it was asked. */
  history: HistoryFigures[] = []
  histories = 0
  readonly records = new Map<string, LogRecord>()

  #changes: Change[] = []
  #streams = new Map<ServerResponse, URLSearchParams>()
  #server: Server = createServer((request, response) => void this.#answer(request, response))

  async start(): Promise<this> {
    await new Promise<void>((listening) => this.#server.listen(0, '127.0.0.1', listening))
    return this
  }

  async stop(): Promise<void> {
    this.#server.closeAllConnections()
    await new Promise((closed) => this.#server.close(closed))
  }

  get base(): string {
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}/tail/`
  }

  get cursor(): string {
    return `${EPOCH}-${this.#changes.length}`
  }

  get openStreams(): number {
    return this.#streams.size
  }

  put(change: Partial<LogRecord> & { id: string }): LogRecord {
    const held = this.records.get(change.id)
    const record: LogRecord = {
      status: 'pending',
      initialTime: new Date().toISOString(),
      ...held,
      ...change,
      rev: (held?.rev ?? 0) + 1,
    }
    this.records.set(record.id, record)
    const entry: Change = { seq: this.#changes.length + 1, name: held ? 'log:updated' : 'log:created', record }
    this.#changes.push(entry)
    for (const [stream, query] of this.#streams) if (matches(query, record)) this.#sendChange(stream, entry)
    return record
  }

  broadcast<Name extends keyof StreamEvents>(name: Name, data: StreamEvents[Name], id?: string): void {
    for (const stream of this.#streams.keys()) send(stream, name, data, id)
  }

  dropStreams(): void {
    for (const stream of this.#streams.keys()) stream.destroy()
  }

  async #answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const url = new URL(request.url ?? '', 'http://localhost')
    if (url.pathname === '/tail/api/logs/stream') this.#stream(url, response)
    else if (url.pathname === '/tail/api/session') await this.#session(request, response)
    else if (url.pathname === '/tail/api/logs/sessions/active') json(response, 200, { threshold: '30m', sessions: [] })
    else if (url.pathname === '/tail/api/logs/stats') {
      const stats = this.stats
      this.statsFrom.push(url.searchParams.get('from'))
      await this.statsGate
      json(response, 200, stats)
    } else if (url.pathname === '/tail/api/logs/stats/history') {
      this.histories++
      json(response, 200, { buckets: this.history })
    } else if (url.pathname === '/tail/api/logs') {
      const { requests, next } = this.#page(url.searchParams)
      const page = { requests, hasMore: next !== undefined, next, cursor: this.cursor }
      this.pages++
      this.pageQueries.push(url.search.slice(1))
      await this.pageGate
      response.once('finish', () => this.afterPage?.())
      json(response, this.pageStatus, this.pageStatus === 200 ? page : this.pageProblem)
    } else this.#record(url, response)
  }

  #record(url: URL, response: ServerResponse): void {
    const record = this.records.get(decodeURIComponent(url.pathname.replace('/tail/api/logs/', '')))
    const status = this.recordStatus === 200 && !record ? 404 : this.recordStatus
    json(response, status, status === 200 ? record : {})
  }

  async #session(request: IncomingMessage, response: ServerResponse): Promise<void> {
    if (request.method === 'POST') {
      let body = ''
      for await (const chunk of request) body += String(chunk)
      const known = JSON.parse(body).key === this.key
      if (known) this.sessionStatus = 200
      return json(response, known ? 200 : 401, {})
    }
    if (request.method === 'DELETE') this.sessionStatus = 401
    json(response, request.method === 'DELETE' ? 200 : this.sessionStatus, { user: 'admin', demo: this.demo })
  }

  #stream(url: URL, response: ServerResponse): void {
    const position = url.searchParams.get('lastEventId')
    this.positions.push(position)
    this.streamQueries.push(url.search.slice(1))
    if (this.streamStatus !== 200) return json(response, this.streamStatus, this.streamProblem)
    response.writeHead(200, { 'content-type': 'text/event-stream;charset=utf-8' })
    const missed = this.#changes
      .slice(Number(position?.split('-')[1] ?? this.#changes.length))
      .filter(({ record }) => matches(url.searchParams, record))
    send(response, 'connected', {
      clientId: 'c',
      cursor: this.cursor,
      resumed: position !== null,
      replayed: missed.length,
      serverTime: new Date().toISOString(),
    })
    for (const change of missed) this.#sendChange(response, change)
    this.#streams.set(response, url.searchParams)
    response.on('close', () => this.#streams.delete(response))
  }

  #sendChange(stream: ServerResponse, { seq, name, record }: Change): void {
    send(stream, name, { data: record, timestamp: new Date().toISOString() }, `${EPOCH}-${seq}`)
  }

  #page(query: URLSearchParams): { requests: LogRecord[]; next?: string } {
    const all = [...this.records.values()]
      .filter((record) => matches(query, record))
      .sort((a, b) => Date.parse(b.initialTime) - Date.parse(a.initialTime) || (a.id < b.id ? 1 : -1))
    const before = query.get('before')
    const place = ({ id, initialTime }: LogRecord) => ({ id, at: Date.parse(initialTime) })
    const rest = before ? all.filter((record) => newestFirst(place(record), placeOf(before)) > 0) : all
    const requests = rest.slice(0, Math.min(Number(query.get('limit') ?? 100), this.pageLimit))
    const last = requests.at(-1)
    return { requests, next: last && requests.length < rest.length ? pageKeyOf(place(last)) : undefined }
  }
}

/** The filters that the tests use. */
function matches(query: URLSearchParams, { providerName = '', status }: LogRecord): boolean {
  const asked = (name: string, value: string) => !query.has(name) || query.getAll(name).includes(value)
  return asked('provider', providerName) && asked('status', status)
}

function send<Name extends keyof StreamEvents>(to: ServerResponse, name: Name, data: StreamEvents[Name], id?: string) {
  to.write(`${id ? `id: ${id}\n` : ''}event: ${name}\ndata: ${JSON.stringify(data)}\n\n`)
}

function json(response: ServerResponse, status: number, body: unknown): void {
  response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body))
}
