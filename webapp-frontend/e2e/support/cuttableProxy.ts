import { createServer, request as forward, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { Socket } from 'node:net'
import { freePort } from './ports'

/** `open` lets everything pass, `no-stream` everything but the stream, `cut` nothing: not even a connection. */
export type Line = 'open' | 'no-stream' | 'cut'

export interface PassedRequest {
  method: string
  /** Without the query. */
  path: string
  query: URLSearchParams
  at: number
}

/** The network between browser and server, which a test can take away. */
export class CuttableProxy {
  /** Every request that arrived here, refused ones included. */
  readonly requests: PassedRequest[] = []
  #line: Line = 'open'
  readonly #server: Server
  readonly #sockets = new Set<Socket>()
  readonly #streams = new Set<Socket>()
  readonly #answers = new Map<IncomingMessage, ServerResponse>()

  private constructor(
    readonly port: number,
    private readonly target: number,
  ) {
    this.#server = createServer((request, response) => this.#take(request, response))
    this.#server.on('connection', (socket) => {
      this.#sockets.add(socket)
      socket.once('close', () => this.#sockets.delete(socket))
    })
  }

  static async before(target: number): Promise<CuttableProxy> {
    const proxy = new CuttableProxy(await freePort(), target)
    await proxy.#listen()
    return proxy
  }

  async set(line: Line): Promise<void> {
    const was = this.#line
    this.#line = line
    if (line === 'no-stream') for (const socket of this.#streams) socket.destroy()
    if (line === 'cut') await this.close()
    else if (was === 'cut') await this.#listen()
  }

  /** What is open stays open and says nothing more, as connections do that died while their device slept. */
  deaden(): void {
    for (const [answer, response] of this.#answers) answer.unpipe(response).resume()
  }

  close(): Promise<void> {
    return new Promise((resolve) => {
      this.#server.close(() => resolve())
      for (const socket of this.#sockets) socket.destroy()
    })
  }

  /** The pages of the table that were asked for. */
  pages(since = 0): PassedRequest[] {
    return this.requests.filter(({ method, path, at }) => method === 'GET' && path.endsWith('/api/logs') && at >= since)
  }

  streams(since = 0): PassedRequest[] {
    return this.requests.filter(({ path, at }) => path.endsWith('/api/logs/stream') && at >= since)
  }

  #listen(): Promise<void> {
    return new Promise((resolve, reject) => {
      this.#server.once('error', reject)
      this.#server.listen(this.port, '127.0.0.1', () => {
        this.#server.off('error', reject)
        resolve()
      })
    })
  }

  #take(request: IncomingMessage, response: ServerResponse): void {
    const { pathname: path, searchParams: query } = new URL(request.url ?? '/', 'http://any')
    const { method = 'GET', headers, url } = request
    this.requests.push({ method, path, query, at: Date.now() })
    if (path.endsWith('/api/logs/stream')) {
      if (this.#line === 'no-stream') return void response.writeHead(503, { 'retry-after': '5' }).end()
      this.#streams.add(request.socket)
      request.socket.once('close', () => this.#streams.delete(request.socket))
    }
    const onward = forward({ host: '127.0.0.1', port: this.target, method, path: url, headers, agent: false })
    onward.on('response', (answer) => {
      response.writeHead(answer.statusCode ?? 502, answer.headers)
      response.flushHeaders()
      answer.pipe(response)
      this.#answers.set(answer, response)
      answer.once('close', () => this.#answers.delete(answer))
      answer.once('error', () => response.destroy())
    })
    onward.once('error', () => response.destroy())
    response.once('close', () => onward.destroy())
    request.pipe(onward)
  }
}
