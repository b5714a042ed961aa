// @vitest-environment node
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { FileServer } from '../testing/fileServer'
import { ApiError } from './api'
import { counterOf, streamExport, type Format, type Progress } from './export'
import { downloadSink, TooLargeError } from './fileSink'

let server: FileServer
beforeEach(async () => (server = await new FileServer().start()))
afterEach(() => server.stop())

const until = <T>(check: () => T) => vi.waitFor(check, { timeout: 5_000, interval: 5 })

function start(format: Format = 'ndjson', most?: number) {
  const files: { name: string; blob: Blob }[] = []
  const steps: Progress[] = []
  const cancel = new AbortController()
  const done = streamExport({
    url: `${server.base}api/logs/export?format=${format}`,
    format,
    signal: cancel.signal,
    open: async (name) => downloadSink(name, most, (blob, as) => files.push({ name: as, blob })),
    onProgress: (progress) => steps.push(progress),
  })
  return { done, files, steps, cancel }
}

test('a file is what the server sent, under the name it gave', async () => {
  const lines = Array.from({ length: 5_000 }, (_, i) => `{"id":"r-${i}","error":"héllo"}\n`)
  server.answer = (_url, response) => {
    response.writeHead(200, {
      'content-disposition': 'attachment; filename="tokentail-2026-01-11T150000Z.ndjson"',
      'x-tokentail-expected-records': '5000',
    })
    for (const line of lines) response.write(line)
    response.end()
  }
  const { done, files, steps } = start()
  expect(await done).toEqual({ records: 5_000, expected: 5_000, bytes: Buffer.byteLength(lines.join('')) })
  expect(files.map(({ name }) => name)).toEqual(['tokentail-2026-01-11T150000Z.ndjson'])
  expect(await files[0]?.blob.text()).toBe(lines.join(''))
  expect(steps.at(-1)?.records).toBe(5_000)
})

test('an answer that breaks off in the middle leaves no file', async () => {
  server.answer = (_url, response) => {
    response.writeHead(200)
    response.write('{"id":"r-1"}\n', () => response.destroy())
  }
  const { done, files } = start()
  await expect(done).rejects.toThrow()
  expect(files).toEqual([])
})

test('cancelling ends the call and leaves no file', async () => {
  server.answer = (_url, response) => void response.write('{"id":"r-1"}\n')
  const { done, files, steps, cancel } = start()
  await until(() => expect(steps.at(-1)?.records).toBe(1))
  cancel.abort()
  await expect(done).rejects.toMatchObject({ name: 'AbortError' })
  await until(() => expect(server.cut).toBe(1))
  expect(files).toEqual([])
})

test('an answer that is no file is told in its own words', async () => {
  server.answer = (_url, response) => {
    response.writeHead(503, { 'content-type': 'application/problem+json' })
    response.end('{"title":"Too many exports","detail":"At most 4 exports run at a time."}')
  }
  const { done, files } = start()
  await expect(done).rejects.toEqual(new ApiError(503, 'Too many exports', 'At most 4 exports run at a time.'))
  expect(files).toEqual([])
})

test('more than fits into memory is refused, and the call ends', async () => {
  server.answer = (_url, response) => void response.write('x'.repeat(2_000))
  const { done, files } = start('ndjson', 1_000)
  await expect(done).rejects.toBeInstanceOf(TooLargeError)
  await until(() => expect(server.cut).toBe(1))
  expect(files).toEqual([])
})

test('records of a CSV are counted without its head, and not by the lines within a cell', () => {
  const count = counterOf('csv')
  const text = 'id,error\r\nr-1,"two\nlines, ""quoted"""\r\nr-2,\r\n'
  const counts = [...text].map((piece) => count(new TextEncoder().encode(piece)))
  expect(counts.at(-1)).toBe(2)
})

test('where no file can be written to, the call ends', async () => {
  server.answer = (_url, response) => void response.write('{"id":"r-1"}\n')
  const done = streamExport({
    url: `${server.base}api/logs/export`,
    format: 'ndjson',
    signal: new AbortController().signal,
    open: () => Promise.reject(new Error('read-only')),
    onProgress: () => undefined,
  })
  await expect(done).rejects.toThrow('read-only')
  await until(() => expect(server.cut).toBe(1))
})
