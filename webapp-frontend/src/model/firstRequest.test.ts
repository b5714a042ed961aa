import { expect, test } from 'vitest'
import { environmentLines, firstRequest, WAYS } from './firstRequest'

test('every way names this server, under its context root', () => {
  for (const way of WAYS)
    expect(firstRequest(way, 'https://ops.example/tail/'), way).toContain('https://ops.example/tail/')
  expect(firstRequest('anthropic', 'https://ops.example/tail/')).toContain(
    'base_url="https://ops.example/tail/gateway/anthropic"',
  )
  expect(environmentLines('http://localhost:8080/')).toContain(
    'OPENAI_BASE_URL=http://localhost:8080/gateway/openai/v1',
  )
})

test('no way carries a key', () => {
  for (const way of WAYS) expect(firstRequest(way, 'http://localhost:8080/'), way).toContain('TOKENTAIL_KEY')
})
