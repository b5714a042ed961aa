import { onScopeDispose } from 'vue'
import type { ClientEvents } from '../../model/stream/clientEvents'
import type { LogStream } from './useLogStream'

type Handlers = { [Name in keyof ClientEvents]?: (event: ClientEvents[Name]) => void }

/** Listens to the stream for as long as the scope lives. */
export function useStreamHandlers(stream: Pick<LogStream, 'on' | 'off'>, handlers: Handlers): void {
  const names = Object.keys(handlers) as (keyof ClientEvents)[]
  for (const name of names) stream.on(name, handlers[name] as never)
  onScopeDispose(() => {
    for (const name of names) stream.off(name, handlers[name] as never)
  })
}
