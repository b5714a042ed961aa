import { isUnpriced } from '../record'
import type { LogRecord } from '../types'

export const TOKEN_KINDS = ['input', 'output', 'cacheWrite', 'cacheRead'] as const
export type TokenKind = (typeof TOKEN_KINDS)[number]

/** US dollars per million tokens. */
export type Rates = Partial<Record<TokenKind, number>>

export interface PriceSource {
  /** The table or file, its version, and the model or line. */
  name: string
  rates: Rates
  /** What else is charged, as it was written. */
  extra?: string
}

const WORDS: readonly (readonly [TokenKind, string])[] = [
  ['input', 'in'],
  ['output', 'out'],
  ['cacheWrite', 'cache write'],
  ['cacheRead', 'cache read'],
]

/** Takes a `priceSource` of the server's apart (docs/PROTOCOL.md, "Prices"); any other is a name without rates. */
export function readPriceSource(text: string): PriceSource {
  const found = /^(.*): (in [\d.].*?) USD\/MTok(?:, (.+))?$/.exec(text)
  if (!found) return { name: text, rates: {} }
  const [, name = '', list = '', extra] = found
  const rates: Rates = {}
  for (const part of list.split(', ')) {
    const kind = WORDS.find(([, word]) => part.startsWith(`${word} `))
    const rate = kind && Number(part.slice(kind[1].length + 1))
    if (kind && rate !== undefined && Number.isFinite(rate)) rates[kind[0]] = rate
  }
  return { name, rates, ...(extra ? { extra } : {}) }
}

export interface CostLine {
  kind: TokenKind
  tokens?: number
  /** US dollars per million tokens. */
  rate?: number
  cost?: number
}

/** What is known of each kind of token; a kind without anything known is left out. */
export function costLines(record: LogRecord): CostLine[] {
  const { rates } = record.priceSource === undefined ? { rates: {} as Rates } : readPriceSource(record.priceSource)
  const known: Record<TokenKind, Omit<CostLine, 'kind' | 'rate'>> = {
    input: { tokens: record.inputTokens, cost: record.inputCost },
    output: { tokens: record.outputTokens, cost: record.outputCost },
    cacheWrite: { tokens: record.cacheCreationInputTokens, cost: record.cacheCreationCost },
    cacheRead: { tokens: record.cacheReadInputTokens, cost: record.cacheReadCost },
  }
  return TOKEN_KINDS.map((kind) => {
    // Cached tokens without a rate of their own cost what input costs.
    const rate = rates[kind] ?? (kind === 'cacheWrite' || kind === 'cacheRead' ? rates.input : undefined)
    return { kind, ...known[kind], rate }
  }).filter(({ tokens, cost }) => tokens !== undefined || cost !== undefined)
}

export type UnpricedReason = 'noModel' | 'noParts' | 'noRate'

/** Why a request that has tokens has no price; undefined where it has one, or needs none yet. */
export function unpricedReason(record: LogRecord): UnpricedReason | undefined {
  if (!isUnpriced(record)) return undefined
  if (!record.model && !record.responseModel) return 'noModel'
  return costLines(record).some(({ tokens }) => tokens) ? 'noRate' : 'noParts'
}
