import { useEventListener } from '@vueuse/core'

export interface NetworkSigns {
  window?: EventTarget
  document?: EventTarget & { visibilityState: string }
}

/** What the browser says about the network, and the moment the user looks at the page again. */
export function useNetworkSigns(
  on: { online: () => void; offline: () => void; visible: () => void },
  { window = globalThis.window, document = globalThis.document }: NetworkSigns,
) {
  useEventListener(window, 'online', on.online)
  useEventListener(window, 'offline', on.offline)
  useEventListener(document, 'visibilitychange', () => document.visibilityState === 'visible' && on.visible())
}
