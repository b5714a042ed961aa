import type { LogRecord } from './types'

/** The message in an upstream's error body, `{"error": {"message": …}}` and its like; undefined where it has none. */
function messageIn(body: unknown): string | undefined {
  if (typeof body === 'string') return body.trim() || undefined
  if (Array.isArray(body)) return messageIn(body[0])
  if (typeof body !== 'object' || body === null) return undefined
  const { error, message, detail } = body as Record<string, unknown>
  return messageIn(error) ?? messageIn(message) ?? messageIn(detail)
}

/** An error in one line: what was recorded, else the upstream's message out of its JSON, else its words as they came. */
export function errorWords({ error, upstreamError }: Pick<LogRecord, 'error' | 'upstreamError'>): string | undefined {
  if (error || !upstreamError) return error
  try {
    return messageIn(JSON.parse(upstreamError)) ?? upstreamError
  } catch {
    return upstreamError
  }
}
