import type { LogRecord } from '../types'
import type { ColumnId } from './columns'

/** The properties of a record that a column shows, or is made of. */
const PROPERTIES: Record<ColumnId, readonly (keyof LogRecord)[]> = {
  time: ['initialTime'],
  status: ['status'],
  provider: ['providerName'],
  channel: ['channelName', 'channelId'],
  model: ['model', 'responseModel'],
  endpoint: ['endpoint'],
  session: ['sessionId'],
  client: ['clientId'],
  stream: ['stream'],
  in: ['inputTokens'],
  out: ['outputTokens'],
  cacheRead: ['cacheReadInputTokens'],
  cacheWrite: ['cacheCreationInputTokens'],
  cost: ['price'],
  rate: ['outputTokens', 'firstTokenDurationMs', 'durationMs'],
  first: ['firstTokenDurationMs'],
  duration: ['durationMs'],
  httpStatus: ['httpStatus'],
  error: ['error', 'upstreamError'],
}

/** What an export of these columns asks the server for: each property once, in the order of the columns. */
export const exportColumns = (columns: readonly ColumnId[]): string[] => [
  ...new Set(columns.flatMap((id) => PROPERTIES[id])),
]
