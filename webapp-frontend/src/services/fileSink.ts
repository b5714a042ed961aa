import type { Sink } from './export'

/** What is gathered in memory where the browser cannot write to a file: beyond this a tab may die without a word. */
export const MOST_BYTES = 500_000_000

export class TooLargeError extends Error {}

/** The browser gives no file to write to. */
export class NoFileError extends Error {}

interface FileHandle {
  createWritable: () => Promise<{
    write: (piece: Uint8Array<ArrayBuffer>) => Promise<void>
    close: () => Promise<void>
    abort: () => Promise<void>
  }>
}
type SavePicker = (options: { suggestedName: string }) => Promise<FileHandle>

/** Asks for a place, where the browser can (Chromium, on https or localhost); undefined elsewhere. Needs a user's click. */
export async function pickFile(suggestedName: string): Promise<FileHandle | undefined> {
  const pick = (globalThis as { showSaveFilePicker?: SavePicker }).showSaveFilePicker
  return pick?.({ suggestedName }).catch(noFile)
}

/** The picked file: written beside it, and put in its place when it is whole. */
export async function fileSink(handle: FileHandle): Promise<Sink> {
  return handle.createWritable().catch(noFile)
}

/** An AbortError is the user's own. */
function noFile(error: Error): never {
  throw error.name === 'AbortError' ? error : new NoFileError(error.message, { cause: error })
}

/** A download of the browser, made of what was gathered; at most `most` bytes. */
export function downloadSink(name: string, most = MOST_BYTES, deliver = download): Sink {
  let pieces: Uint8Array<ArrayBuffer>[] = []
  let bytes = 0
  return {
    async write(piece) {
      bytes += piece.length
      if (bytes > most) throw new TooLargeError()
      pieces.push(piece)
    },
    async close() {
      deliver(new Blob(pieces), name)
      pieces = []
    },
    async abort() {
      pieces = []
    },
  }
}

function download(blob: Blob, name: string) {
  const link = document.createElement('a')
  link.href = URL.createObjectURL(blob)
  link.download = name
  link.click()
  // The download has begun by the next turn in some browsers only.
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000)
}
