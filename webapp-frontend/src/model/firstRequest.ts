export const WAYS = ['curl', 'python', 'node', 'anthropic', 'openai'] as const
export type Way = (typeof WAYS)[number]

/** The first request to send, by way. `base`: where this server is, with a slash at its end. */
export function firstRequest(way: Way, base: string): string {
  return MAKE[way](base.replace(/\/$/, ''))
}

/** What an environment needs so that tools which know no code call the gateway. */
export function environmentLines(base: string): string {
  const url = base.replace(/\/$/, '')
  return `export ANTHROPIC_BASE_URL=${url}/gateway/anthropic
export OPENAI_BASE_URL=${url}/gateway/openai/v1`
}

const MAKE: Record<Way, (url: string) => string> = {
  // Two calls, so that one sees it run and end.
  curl: (url) => `curl ${url}/api/logs \\
  -H "x-api-key: $TOKENTAIL_KEY" -H "content-type: application/json" \\
  -d '{"id":"hello-1","sessionId":"hello","providerName":"anthropic","model":"claude-sonnet-4-5"}'

sleep 2.5

curl -X PATCH ${url}/api/logs/hello-1 \\
  -H "x-api-key: $TOKENTAIL_KEY" -H "content-type: application/json" \\
  -d '{"status":"completed","httpStatus":200,"inputTokens":1200,"outputTokens":340}'`,

  python: (url) => `import json, os, urllib.request

def call(method, path, body):
    headers = {"x-api-key": os.environ["TOKENTAIL_KEY"], "content-type": "application/json"}
    data = json.dumps(body).encode()
    urllib.request.urlopen(urllib.request.Request(f"${url}/api/{path}", data, headers, method=method))

call("POST", "logs", {"id": "hello-1", "providerName": "anthropic", "model": "claude-sonnet-4-5"})
call("PATCH", "logs/hello-1", {"status": "completed", "inputTokens": 1200, "outputTokens": 340})`,

  node: (url) => `const call = (method, path, body) =>
  fetch(\`${url}/api/\${path}\`, {
    method,
    headers: { 'x-api-key': process.env.TOKENTAIL_KEY, 'content-type': 'application/json' },
    body: JSON.stringify(body),
  })

await call('POST', 'logs', { id: 'hello-1', providerName: 'anthropic', model: 'claude-sonnet-4-5' })
await call('PATCH', 'logs/hello-1', { status: 'completed', inputTokens: 1200, outputTokens: 340 })`,

  anthropic: (url) => `import anthropic, os

client = anthropic.Anthropic(
    base_url="${url}/gateway/anthropic",
    default_headers={"x-tokentail-key": os.environ["TOKENTAIL_KEY"]},
)
client.messages.create(
    model="claude-sonnet-4-5", max_tokens=64,
    messages=[{"role": "user", "content": "Hello"}],
)`,

  openai: (url) => `import openai, os

client = openai.OpenAI(
    base_url="${url}/gateway/openai/v1",
    default_headers={"x-tokentail-key": os.environ["TOKENTAIL_KEY"]},
)
client.chat.completions.create(
    model="gpt-5",
    messages=[{"role": "user", "content": "Hello"}],
)`,
}
