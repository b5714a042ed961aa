import { request as plainRequest } from 'node:http'
import { gunzipSync } from 'node:zlib'
import { expect, test } from './support/test'

interface Raw {
  headers: Record<string, unknown>
  body: Buffer
}

function get(url: string, acceptEncoding?: string): Promise<Raw> {
  return new Promise((resolve, reject) => {
    const headers = acceptEncoding ? { 'accept-encoding': acceptEncoding } : {}
    plainRequest(url, { headers }, (response) => {
      const parts: Buffer[] = []
      response.on('data', (part: Buffer) => parts.push(part))
      response.on('end', () => resolve({ headers: response.headers, body: Buffer.concat(parts) }))
    })
      .on('error', reject)
      .end()
  })
}

test('scripts come compressed to those who can read it, and plain to others', async ({ server }) => {
  const page = (await get(server.url)).body.toString()
  const script = new URL(/src="(\.\/assets\/[^"]+\.js)"/.exec(page)?.[1] ?? '', server.url).href

  const compressed = await get(script, 'br, gzip')
  expect(compressed.headers).toMatchObject({
    'content-encoding': 'gzip',
    vary: 'Accept-Encoding',
    'cache-control': 'public, max-age=31536000, immutable',
  })
  expect(String(compressed.headers['content-type'])).toContain('javascript')

  const plain = await get(script)
  expect(plain.headers['content-encoding']).toBeUndefined()
  expect(gunzipSync(compressed.body).equals(plain.body)).toBe(true)
  expect(compressed.body.length).toBeLessThan(plain.body.length / 2)
})
