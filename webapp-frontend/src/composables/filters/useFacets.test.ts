// @vitest-environment node
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { effectScope, type EffectScope } from 'vue'
import type { ServerResponse } from 'node:http'
import { createApi } from '../../services/api'
import { FileServer } from '../../testing/fileServer'
import { useFacets } from './useFacets'

let server: FileServer
let scope: EffectScope
beforeEach(async () => {
  server = await new FileServer().start()
  scope = effectScope()
})
afterEach(async () => {
  scope.stop()
  await server.stop()
})

const until = <T>(check: () => T) => vi.waitFor(check, { timeout: 5_000, interval: 5 })
const facets = () => scope.run(() => useFacets(createApi(() => server.base))) as ReturnType<typeof useFacets>

function answerWith(response: ServerResponse, field: string, value: string, sampled?: number) {
  response.writeHead(200, { 'content-type': 'application/json' })
  const samples = sampled ? { sampled: { [field]: sampled } } : {}
  response.end(JSON.stringify({ facets: { [field]: [{ value, requests: 3 }] }, ...samples }))
}

test('values are asked for under the filters that hold', async () => {
  server.answer = (_url, response) => answerWith(response, 'model', 'gpt-5', 20_000)
  const { load, valuesOf, sampleOf, loading } = facets()
  const loaded = load(['model'], { provider: ['a', 'b'], from: ['2026-01-11T14:00:00Z'] })
  expect(loading.value).toBe(true)
  await loaded
  expect(server.asked).toEqual([
    '/tail/api/logs/facets?provider=a&provider=b&from=2026-01-11T14%3A00%3A00Z&field=model',
  ])
  expect(valuesOf('model')).toEqual([{ value: 'gpt-5', requests: 3 }])
  expect(sampleOf('model')).toBe(20_000)
  expect(valuesOf('channel')).toEqual([])
  expect(loading.value).toBe(false)
})

test('another call ends the one under way, whose answer is not taken', async () => {
  server.answer = (url, response) => {
    if (url.searchParams.get('field') === 'channel') answerWith(response, 'channel', 'c')
  }
  const { load, valuesOf, failed } = facets()
  const first = load(['model'], {})
  await until(() => expect(server.asked).toHaveLength(1))
  await load(['channel'], {})
  await first
  await until(() => expect(server.cut).toBe(1))
  expect(valuesOf('channel')).toEqual([{ value: 'c', requests: 3 }])
  expect(failed.value).toBe(false)
})

test('a call that fails is said, and the next one may succeed', async () => {
  server.answer = (_url, response) => response.writeHead(503).end('{}')
  const { load, valuesOf, failed } = facets()
  await load(['model'], {})
  expect(failed.value).toBe(true)
  server.answer = (_url, response) => answerWith(response, 'model', 'gpt-5')
  await load(['model'], {})
  expect(failed.value).toBe(false)
  expect(valuesOf('model')).toHaveLength(1)
})

test('the call ends with its scope', async () => {
  server.answer = () => undefined
  const { load } = facets()
  void load(['model'], {})
  await until(() => expect(server.asked).toHaveLength(1))
  scope.stop()
  await until(() => expect(server.cut).toBe(1))
})
