import { useEventListener } from '@vueuse/core'
import { useWakeUp } from './useWakeUp'

export interface NetworkSigns {
  window?: EventTarget
  document?: EventTarget & { visibilityState: string }
}

interface Signs {
  online: () => void
  offline: () => void
  visible: () => void
  /** The page may have slept: it is looked at again, or its clock jumped. */
  awake: () => void
}

/** What the browser says about the network, and the moment the user looks at the page again. */
export function useNetworkSigns(
  on: Signs,
  { window = globalThis.window, document = globalThis.document, now }: NetworkSigns & { now: () => number },
) {
  const { look } = useWakeUp(on.awake, now)
  useEventListener(window, 'online', on.online)
  useEventListener(window, 'offline', on.offline)
  useEventListener(document, 'visibilitychange', () => {
    if (document.visibilityState !== 'visible') return
    on.visible()
    look()
  })
}
