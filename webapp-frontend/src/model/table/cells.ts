import type { ColumnId } from './columns'
import type { Format } from '../format'
import { tokensPerSecond } from '../record'
import type { LogRecord } from '../types'

/** What a cell of plain text says; nothing where nothing is known. The other columns have cells of their own. */
export function cellText(id: ColumnId, record: LogRecord, format: Format): string | number | undefined {
  const count = (tokens: number | undefined) => (tokens === undefined ? undefined : format.count(tokens))
  switch (id) {
    case 'channel':
      return record.channelName ?? record.channelId
    case 'endpoint':
      return record.endpoint
    case 'session':
      return record.sessionId
    case 'client':
      return record.clientId
    case 'in':
      return count(record.inputTokens)
    case 'out':
      return count(record.outputTokens)
    case 'cacheRead':
      return count(record.cacheReadInputTokens)
    case 'cacheWrite':
      return count(record.cacheCreationInputTokens)
    case 'rate': {
      const rate = tokensPerSecond(record)
      return rate === undefined ? undefined : rate < 9.95 ? format.decimals(rate, 1) : format.count(Math.round(rate))
    }
    case 'httpStatus':
      return record.httpStatus
    case 'error':
      return record.error ?? record.upstreamError
    default:
      return undefined
  }
}

/** Identifiers, which are compared letter by letter. */
export const MONO: ReadonlySet<ColumnId> = new Set(['model', 'endpoint', 'session', 'httpStatus'])
