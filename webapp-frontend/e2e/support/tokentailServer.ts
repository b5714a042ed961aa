import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { mkdirSync, mkdtempSync, openSync, closeSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { setTimeout as pause } from 'node:timers/promises'
import { freePort } from './ports'

const project = (path: string) => fileURLToPath(new URL(`../../../${path}`, import.meta.url))

const JAVA = process.env.JAVA_EXECUTABLE ?? 'java'
const WAR = process.env.TOKENTAIL_WAR ?? project('target/tokentail.war')
const PAYARA_MICRO = process.env.PAYARA_MICRO_JAR ?? project('target/payara-micro.jar')
const BOOT_MS = 90_000

// Payara Micro has no flag for the address. Nothing but this machine shall reach a server that tests are run on.
const PREBOOT =
  'set configs.config.server-config.network-config.network-listeners.network-listener.http-listener.address=127.0.0.1\n'

export interface ServerOptions {
  /** Starts with a slash; `/` is the root. */
  contextRoot?: string
  demo?: boolean
  /** As in production, with the compiler that takes longer; tests start sooner without. */
  compiled?: boolean
  /** More system properties. */
  settings?: Record<string, string>
}

/** The real WAR on a real Payara Micro, as a child process with data of its own. */
export class TokentailServer {
  readonly key = 'browser-test-key'
  /** Where the page is; ends with a slash. */
  readonly url: string
  readonly #home: string
  readonly #arguments: readonly string[]
  #child?: ChildProcess

  private constructor(
    readonly port: number,
    { contextRoot = '/', demo = false, compiled = false, settings = {} }: ServerOptions,
  ) {
    this.url = `http://127.0.0.1:${port}${contextRoot.replace(/\/*$/, '/')}`
    mkdirSync(project('target/e2e-data'), { recursive: true })
    this.#home = mkdtempSync(project('target/e2e-data/server-'))
    mkdirSync(join(this.#home, 'tmp'))
    writeFileSync(join(this.#home, 'preboot'), PREBOOT)
    // prettier-ignore
    this.#arguments = [
      ...(compiled ? [] : ['-XX:TieredStopAtLevel=1']), '-Xmx512m',
      `-Djava.io.tmpdir=${join(this.#home, 'tmp')}`,
      `-Dtokentail.data.dir=${join(this.#home, 'data')}`,
      `-Dtokentail.key=${this.key}`,
      `-Dtokentail.demo=${demo}`,
      // Tests have records of fixed years, which every ten minutes would be removed in the middle of one.
      '-Dtokentail.retention.days=36500', '-Dtokentail.retention.stats.days=36500',
      ...Object.entries(settings).map(([name, value]) => `-D${name}=${value}`),
      '-jar', PAYARA_MICRO,
      '--nohazelcast', '--disablephonehome',
      '--contextroot', contextRoot,
      '--port', String(port),
      '--logproperties', project('src/main/run/logging.properties'),
      '--prebootcommandfile', join(this.#home, 'preboot'),
      '--deploy', WAR,
    ]
  }

  static async start(options: ServerOptions = {}): Promise<TokentailServer> {
    const server = new TokentailServer(await freePort(), options)
    try {
      await server.boot()
    } catch (error) {
      await server.remove()
      throw error
    }
    return server
  }

  /** On the same port, with the data that is there. */
  async boot(): Promise<void> {
    const log = openSync(join(this.#home, 'server.log'), 'a')
    const child = spawn(JAVA, this.#arguments, { cwd: this.#home, stdio: ['ignore', log, log] })
    closeSync(log)
    let failure: string | undefined
    child.once('error', (error) => (failure = error.message))
    child.once('exit', (code, signal) => (failure ??= `ended with ${signal ?? code}`))
    this.#child = child
    process.once('exit', this.#killNow)
    const deadline = Date.now() + BOOT_MS
    while (!(await this.#isReady())) {
      if (failure === undefined && Date.now() > deadline) failure = `is not ready after ${BOOT_MS / 1_000} s`
      if (failure !== undefined) throw new Error(`The server ${failure}.\n${this.log().slice(-4_000)}`)
      await pause(100)
    }
  }

  /** SIGKILL: nothing is flushed, nobody is told. Returns when the process is gone. */
  async kill(): Promise<void> {
    const child = this.#child
    if (!child) return
    this.#child = undefined
    process.off('exit', this.#killNow)
    if (child.pid === undefined || child.exitCode !== null || child.signalCode !== null) return
    const gone = once(child, 'exit')
    child.kill('SIGKILL')
    await gone
  }

  /** Kills it and removes what it left, except for its log. */
  async remove(): Promise<void> {
    await this.kill()
    for (const name of ['tmp', 'data']) rmSync(join(this.#home, name), { recursive: true, force: true })
  }

  log(): string {
    return readFileSync(join(this.#home, 'server.log'), 'utf8')
  }

  readonly #killNow = () => void this.#child?.kill('SIGKILL')

  async #isReady(): Promise<boolean> {
    try {
      return (await fetch(`${this.url}api/health`, { signal: AbortSignal.timeout(2_000) })).status === 200
    } catch {
      return false
    }
  }
}
