import { computed, onScopeDispose, shallowRef } from 'vue'
import { ApiError, apiURL } from '../../services/api'
import { streamExport, type Format, type Progress } from '../../services/export'
import { downloadSink, fileSink, NoFileError, pickFile, TooLargeError } from '../../services/fileSink'
import type { Filter } from '../../model/filters/filter'

export type ExportProblem = { word: 'tooLarge' | 'noFile' | 'broken' } | { said: string }

interface Run {
  state: 'running' | 'done' | 'cancelled' | 'failed'
  format: Format
  progress: Progress
  problem?: ExportProblem
}

/** One export at a time: started, watched, cancelled. It ends with the console. */
export function useExport(base: () => string = () => document.baseURI) {
  const run = shallowRef<Run>()
  const running = computed(() => run.value?.state === 'running')
  let call = new AbortController()
  let picking = false

  const know = (news: Partial<Run>) => run.value && (run.value = { ...run.value, ...news })

  async function start(format: Format, filter: Filter, columns?: readonly string[]) {
    if (picking || running.value) return
    picking = true
    call = new AbortController()
    const { signal } = call
    const begun: Run = { state: 'running', format, progress: { bytes: 0, records: 0 } }
    try {
      // Before the call: a browser shows its dialog only for a moment after a click.
      const handle = await pickFile(`tokentail.${format}`)
      run.value = begun
      const url = apiURL('logs/export', { ...filter, format, columns: columns?.join(',') }, base())
      const open = async (name: string) => (handle ? fileSink(handle) : downloadSink(name))
      const progress = await streamExport({ url, format, signal, open, onProgress: (progress) => know({ progress }) })
      know({ state: 'done', progress })
    } catch (error) {
      if (!running.value) {
        // No place was picked: nothing has begun.
        if (isAbort(error)) return
        run.value = begun
      }
      if (signal.aborted) know({ state: 'cancelled' })
      else know({ state: 'failed', problem: problemOf(error) })
    } finally {
      picking = false
    }
  }

  onScopeDispose(() => call.abort())

  return {
    run,
    running,
    /** Share (0–1) that has come, where the server said how much there is. */
    share: computed(() => {
      const { records = 0, expected } = run.value?.progress ?? {}
      return expected ? Math.min(1, records / expected) : undefined
    }),
    start,
    cancel: () => call.abort(),
    dismiss: () => (run.value = undefined),
  }
}

const isAbort = (error: unknown) => error instanceof Error && error.name === 'AbortError'

function problemOf(error: unknown): ExportProblem {
  if (error instanceof TooLargeError) return { word: 'tooLarge' }
  if (error instanceof NoFileError) return { word: 'noFile' }
  return error instanceof ApiError ? { said: error.message } : { word: 'broken' }
}
