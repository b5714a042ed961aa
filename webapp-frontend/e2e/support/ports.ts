import { createServer } from 'node:net'

const COUNT = 50
/** Each worker has ports of its own: two that look for a free one at the same time would find the same. */
const FIRST = 19_600 + COUNT * (Number(process.env.TEST_PARALLEL_INDEX ?? 0) % 4)
let next = Math.floor(Math.random() * COUNT)

function isFree(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const probe = createServer()
    probe.once('error', () => resolve(false))
    probe.listen(port, '127.0.0.1', () => probe.close(() => resolve(true)))
  })
}

/** Below the range for outgoing connections: nobody else gets a port while its owner is down for a moment. */
export async function freePort(): Promise<number> {
  for (let tries = 0; tries < COUNT; tries++) {
    const port = FIRST + (next++ % COUNT)
    if (await isFree(port)) return port
  }
  throw new Error(`No free port from ${FIRST} to ${FIRST + COUNT - 1}.`)
}
