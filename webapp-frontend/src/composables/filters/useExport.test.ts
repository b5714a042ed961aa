// @vitest-environment node
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { effectScope, type EffectScope } from 'vue'
import { FileServer } from '../../testing/fileServer'
import { useExport } from './useExport'

let server: FileServer
let scope: EffectScope

beforeEach(async () => {
  server = await new FileServer().start()
  scope = effectScope()
})

afterEach(async () => {
  scope.stop()
  vi.unstubAllGlobals()
  await server.stop()
})

const until = <T>(check: () => T) => vi.waitFor(check, { timeout: 5_000, interval: 5 })

function exports() {
  const made = scope.run(() => useExport(() => server.base))
  if (!made) throw new Error('the scope is over')
  return made
}

/** The browser's dialog, which the test answers. */
function dialog() {
  const asked: { resolve: (handle: unknown) => void; reject: (error: Error) => void }[] = []
  vi.stubGlobal('showSaveFilePicker', () => new Promise((resolve, reject) => asked.push({ resolve, reject })))
  return asked
}

const place = () => ({
  createWritable: async () => ({ write: async () => undefined, close: async () => undefined, abort: async () => {} }),
})

test('while a place is picked there is no second export, and the one that begins can be cancelled', async () => {
  server.answer = (_url, response) => void response.write('{"id":"r-1"}\n')
  const asked = dialog()
  const { start, cancel, run } = exports()
  const first = start('ndjson', {})
  await start('csv', {})
  expect(asked).toHaveLength(1)

  asked[0]?.resolve(place())
  await until(() => expect(run.value?.progress.records).toBe(1))
  cancel()
  await first
  expect(run.value).toMatchObject({ state: 'cancelled', format: 'ndjson' })
  expect(server.asked).toHaveLength(1)
})

test('a dialog that is closed begins nothing, and can be opened again', async () => {
  const asked = dialog()
  const { start, run } = exports()
  const first = start('csv', {})
  asked[0]?.reject(new DOMException('The user aborted a request.', 'AbortError'))
  await first
  expect(run.value).toBeUndefined()

  void start('csv', {})
  expect(asked).toHaveLength(2)
})

test('a dialog that fails is told', async () => {
  const asked = dialog()
  const { start, run } = exports()
  const first = start('csv', {})
  asked[0]?.reject(new DOMException('Must be handling a user gesture', 'SecurityError'))
  await first
  expect(run.value).toMatchObject({ state: 'failed', problem: { word: 'noFile' } })
  expect(server.asked).toEqual([])
})

test('and so is a file that cannot be written to', async () => {
  server.answer = (_url, response) => void response.write('{"id":"r-1"}\n')
  const asked = dialog()
  const { start, run } = exports()
  const first = start('csv', {})
  asked[0]?.resolve({ createWritable: () => Promise.reject(new DOMException('', 'NotAllowedError')) })
  await first
  expect(run.value).toMatchObject({ state: 'failed', problem: { word: 'noFile' } })
  await until(() => expect(server.cut).toBe(1))
})
