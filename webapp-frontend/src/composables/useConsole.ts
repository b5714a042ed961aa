import { computed, inject, provide, type InjectionKey } from 'vue'
import { isStale } from '../model/stream/connection'
import type { Session } from '../model/types'
import type { Api } from '../services/api'
import { useView } from './filters/useView'
import { provideStaleSince } from './stream/useStaleSince'
import { useConnectionView } from './stream/useConnectionView'
import { useLogs } from './table/useLogs'
import { useTableSettings } from './table/useTableSettings'
import { useLogStream } from './stream/useLogStream'
import { useStats } from './figures/useStats'

const key: InjectionKey<Console> = Symbol('console')

export type Console = ReturnType<typeof createConsole>

function createConsole(api: Api, session: () => Session) {
  // Other views than the live one are of all requests.
  const view = useView()
  const stream = useLogStream({ api, filter: view.filter })
  const logs = useLogs(stream, api)
  const figures = useStats(stream, api, logs.pending)
  const table = useTableSettings(view)
  const connection = useConnectionView(stream)
  /** The moment that everything shown is of, once nothing arrives any more; epoch milliseconds. */
  const staleSince = computed(() => (isStale(connection.value) ? stream.lastDataAt.value : undefined))
  return { api, session, view, table, stream, logs, ...figures, connection, staleSince }
}

/** What all views share, made once for those below: the stream, the rows it feeds, the figures. */
export function provideConsole(api: Api, session: () => Session): Console {
  const made = createConsole(api, session)
  provide(key, made)
  provideStaleSince(made.staleSince)
  return made
}

export function useConsole(): Console {
  const found = inject(key)
  if (!found) throw new Error('used outside of the console')
  return found
}
