import { problem } from './api'

export type Format = 'csv' | 'ndjson'

/** Where a file goes, piece by piece. Only `close` makes it one: after `abort` there is none. */
export interface Sink {
  write: (piece: Uint8Array<ArrayBuffer>) => Promise<void>
  close: () => Promise<void>
  abort: () => Promise<void>
}

export interface Progress {
  bytes: number
  records: number
  /** How many there will be, about; undefined where the server does not know. */
  expected?: number
}

export interface ExportCall {
  url: string
  format: Format
  signal: AbortSignal
  /** Made when the server has answered with data, with the file's name. */
  open: (name: string) => Promise<Sink>
  onProgress: (progress: Progress) => void
}

/**
 * Writes an export to its sink as it arrives. Rejects with an ApiError for an answer that is no file, an AbortError once
 * the signal fires, and whatever ended the transfer early; the sink is aborted then, so that no short file is left.
 */
export async function streamExport({ url, format, signal, open, onProgress }: ExportCall): Promise<Progress> {
  const response = await fetch(url, { signal, cache: 'no-store' })
  if (!response.ok || !response.body) throw await problem(response)
  const count = counterOf(format)
  const expected = Number(response.headers.get('x-tokentail-expected-records') ?? NaN)
  const progress: Progress = { bytes: 0, records: 0, ...(Number.isFinite(expected) && { expected }) }
  const reader = response.body.getReader()
  let sink: Sink | undefined
  try {
    sink = await open(fileName(response, format))
    // An answer that breaks off rejects the read: its last chunk is missing.
    for (let { done, value } = await reader.read(); !done; { done, value } = await reader.read()) {
      if (!value) continue
      await sink.write(value)
      progress.bytes += value.length
      progress.records = count(value)
      onProgress({ ...progress })
    }
    signal.throwIfAborted()
    await sink.close()
    return progress
  } catch (error) {
    // The server would otherwise go on writing for nobody.
    await Promise.allSettled([reader.cancel(), sink?.abort()])
    throw error
  }
}

function fileName(response: Response, format: Format): string {
  const [, name] = /filename="([\w.-]+)"/.exec(response.headers.get('content-disposition') ?? '') ?? []
  return name ?? `tokentail.${format}`
}

const NEWLINE = 0x0a
const QUOTE = 0x22

/** Counts records as bytes come: lines, but for those within the quotes of a CSV, and without its head. */
export function counterOf(format: Format): (piece: Uint8Array) => number {
  let lines = 0
  let quoted = false
  return (piece) => {
    for (const byte of piece) {
      if (byte === NEWLINE && !quoted) lines++
      else if (byte === QUOTE && format === 'csv') quoted = !quoted
    }
    return format === 'csv' ? Math.max(0, lines - 1) : lines
  }
}
