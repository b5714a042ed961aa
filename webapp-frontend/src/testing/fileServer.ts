import { createServer, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'

/** Answers each call as the test says, over real HTTP on 127.0.0.1. */
export class FileServer {
  answer: (url: URL, response: ServerResponse) => void = (_url, response) => response.end()
  /** The addresses that were asked for, and how many calls ended before their answer did. */
  readonly asked: string[] = []
  cut = 0

  #server: Server = createServer((request, response) => {
    const url = new URL(request.url ?? '', 'http://localhost')
    this.asked.push(url.pathname + url.search)
    response.on('close', () => !response.writableEnded && this.cut++)
    this.answer(url, response)
  })

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
}
