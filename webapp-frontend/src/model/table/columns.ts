import { tokensPerSecond } from '../record'
import type { LogRecord } from '../types'

export const COLUMN_IDS = [
  'time',
  'status',
  'provider',
  'channel',
  'model',
  'endpoint',
  'session',
  'client',
  'stream',
  'first',
  'duration',
  'rate',
  'in',
  'out',
  'cacheRead',
  'cacheWrite',
  'cost',
  'httpStatus',
  'error',
] as const
export type ColumnId = (typeof COLUMN_IDS)[number]

export interface Column {
  readonly id: ColumnId
  /** CSS pixels: the width, or the least width of a column that grows. */
  readonly size: number
  /** The same where the table is narrow, if it can do with less there. */
  readonly narrow?: number
  /** Its part of the width that is left over; such columns keep to `size` without it. */
  readonly grow?: number
  /** Figures stand at the right. */
  readonly figure?: boolean
  /** Shown, unless the user decided, from this width of the table on; without it, only when the user wants it. */
  readonly from?: number
  /** What it is sorted by; undefined comes last in both directions. */
  readonly value: (record: LogRecord) => string | number | undefined
}

/** In the order they have at first. */
export const COLUMNS: readonly Column[] = [
  { id: 'time', size: 112, from: 0, value: (r) => Date.parse(r.initialTime) },
  { id: 'status', size: 96, from: 0, value: (r) => r.status },
  { id: 'provider', size: 122, narrow: 22, from: 0, value: (r) => r.providerName },
  { id: 'channel', size: 120, grow: 0.5, from: 1_700, value: (r) => r.channelName ?? r.channelId },
  { id: 'model', size: 180, narrow: 150, grow: 1.6, from: 0, value: (r) => r.model ?? r.responseModel },
  { id: 'endpoint', size: 120, grow: 0.7, from: 2_100, value: (r) => r.endpoint },
  { id: 'session', size: 110, grow: 1, from: 1_160, value: (r) => r.sessionId },
  { id: 'client', size: 104, grow: 0.5, from: 1_560, value: (r) => r.clientId },
  { id: 'stream', size: 64, value: (r) => (r.stream === undefined ? undefined : Number(r.stream)) },
  { id: 'in', size: 58, figure: true, from: 900, value: (r) => r.inputTokens },
  { id: 'out', size: 58, figure: true, from: 900, value: (r) => r.outputTokens },
  { id: 'cacheRead', size: 66, figure: true, from: 1_840, value: (r) => r.cacheReadInputTokens },
  { id: 'cacheWrite', size: 66, figure: true, from: 1_980, value: (r) => r.cacheCreationInputTokens },
  { id: 'cost', size: 78, figure: true, from: 0, value: (r) => r.price },
  { id: 'rate', size: 66, figure: true, from: 1_400, value: tokensPerSecond },
  { id: 'first', size: 78, figure: true, from: 1_260, value: (r) => r.firstTokenDurationMs },
  { id: 'duration', size: 124, figure: true, from: 0, value: (r) => r.durationMs },
  { id: 'httpStatus', size: 56, figure: true, from: 2_300, value: (r) => r.httpStatus },
  { id: 'error', size: 160, grow: 1.4, from: 2_000, value: (r) => r.error ?? r.upstreamError },
]

export const columnOf = (id: string): Column | undefined => COLUMNS.find((column) => column.id === id)

/** A table of less CSS pixels is narrow: of the provider, it shows the glyph only. */
export const NARROW = 1_060

/** What a row shows on a phone, where columns have no heads. */
export const PHONE_COLUMNS: readonly ColumnId[] = ['model', 'duration', 'status', 'time', 'provider', 'cost']

/** Narrower than this, a column would show nothing; wider, it would show nothing else. CSS pixels. */
export const MIN_SIZE = 44
export const MAX_SIZE = 900

/** The columns that a table of this width shows while the user has not decided otherwise. */
export function shownAt(width: number): Record<ColumnId, boolean> {
  return Object.fromEntries(COLUMNS.map(({ id, from }) => [id, from !== undefined && width >= from])) as Record<
    ColumnId,
    boolean
  >
}

/** CSS tracks of the columns, with the sizes that the user gave; and the width below which they need to be scrolled. */
export function tracksOf(ids: readonly ColumnId[], sizes: Readonly<Record<string, number | undefined>>, width: number) {
  let least = 0
  const tracks = ids.map((id) => {
    const column = columnOf(id)
    const usual = (width < NARROW && column?.narrow) || column?.size || MIN_SIZE
    const size = sizes[id] ?? usual
    least += size
    return column?.grow && sizes[id] === undefined ? `minmax(${usual}px, ${column.grow}fr)` : `${size}px`
  })
  return { tracks, least }
}
