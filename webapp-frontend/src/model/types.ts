/** The wire's types, as docs/PROTOCOL.md states them. What is unknown is absent. */
export type RequestStatus = 'pending' | 'completed' | 'error' | 'timeout' | 'cancelled' | 'failover' | 'retry_wait'

export interface LogRecord {
  id: string
  rev: number
  status: RequestStatus
  initialTime: string
  type?: string
  providerName?: string
  channelId?: string
  channelName?: string
  model?: string
  responseModel?: string
  endpoint?: string
  stream?: boolean
  httpStatus?: number
  firstTokenTime?: string
  completeTime?: string
  firstTokenDurationMs?: number
  durationMs?: number
  inputTokens?: number
  outputTokens?: number
  cacheCreationInputTokens?: number
  cacheReadInputTokens?: number
  totalTokens?: number
  price?: number
  inputCost?: number
  outputCost?: number
  cacheCreationCost?: number
  cacheReadCost?: number
  priceSource?: string
  clientId?: string
  sessionId?: string
  apiKeyId?: string
  reasoningEffort?: string
  serviceTier?: string
  error?: string
  upstreamError?: string
  failoverInfo?: string
  attemptOf?: string
  metadata?: Record<string, string | number | boolean>
}

/** What was asked and answered, where it is kept. */
export interface Bodies {
  id: string
  request: string
  response: string
  requestCut: boolean
  responseCut: boolean
}

export interface LogPage {
  requests: LogRecord[]
  hasMore: boolean
  next?: string
  /** The page's position in the feed of changes. */
  cursor: string
}

export interface ActiveSession {
  sessionId: string
  clientId?: string
  requests: number
  pending: number
  errors: number
  totalTokens: number
  totalCost: number
  models: string[]
  firstActivity: string
  lastActivity: string
}

export interface Stats {
  totalRequests: number
  pending: number
  byStatus: Partial<Record<RequestStatus, number>>
  /** 0–1; absent while nothing has ended. */
  successRate?: number
  totalCost: number
  unpriced: number
  inputTokens: number
  outputTokens: number
  totalTokens: number
  averageDurationMs?: number
  durationMs?: Percentiles
  firstTokenDurationMs?: Percentiles
  activeSessions?: ActiveSession[]
  from?: string
}

/** A value of a field, as the parameter of that name takes it, and how many records have it. */
export interface FacetValue {
  value: string
  requests: number
}

export interface Facets {
  facets: Partial<Record<string, FacetValue[]>>
  /** How many records were counted, for fields where it was not all of them. */
  sampled?: Partial<Record<string, number>>
}

/** Milliseconds, over completed requests. */
export interface Percentiles {
  p50: number
  p95: number
  p99: number
}

/** The figures of a bucket of time, or of all its buckets together. */
export interface HistoryFigures {
  start: string
  requests: number
  pending: number
  errors: number
  cost: number
  unpriced: number
  inputTokens: number
  outputTokens: number
  cacheCreationInputTokens: number
  cacheReadInputTokens: number
  totalTokens: number
  durationMs?: Percentiles
  firstTokenDurationMs?: Percentiles
}

export interface HistoryGroup {
  /** Absent for the rest. */
  name?: string
  other: boolean
  total: HistoryFigures
  /** Those with a request. */
  buckets: HistoryFigures[]
}

export interface History {
  from: string
  to: string
  zone: string
  /** The length of a bucket: `1m`, `6h`, `1d`. */
  bucket: string
  buckets: HistoryFigures[]
  groups?: HistoryGroup[]
}

export interface Session {
  user: string
  admin: boolean
  demo: boolean
  version: string
  pendingTimeoutSeconds: number
}

interface Envelope<T> {
  data: T
  timestamp: string
}

/** What the stream sends, by the event's name. */
export interface StreamEvents {
  connected: { clientId: string; cursor: string; resumed: boolean; replayed: number; serverTime: string }
  'log:created': Envelope<LogRecord>
  'log:updated': Envelope<LogRecord>
  'log:removed': Envelope<{ id: string }>
  'log:cleared': Envelope<{ before: string }>
  'log:stats': Envelope<Stats>
  heartbeat: { serverTime: string }
  'log:reset': { reason: string; cursor: string }
  'log:bye': { retryMs: number }
}
