import { useEventListener } from '@vueuse/core'

/** Renders at once while the page can be seen. While it is hidden nothing is rendered, and once when it is looked at again. */
export function useVisibleRender(render: () => void, document = globalThis.document as Document | undefined) {
  let due = false

  function request() {
    due = document?.visibilityState === 'hidden'
    if (!due) render()
  }

  useEventListener(document, 'visibilitychange', () => due && request())
  return {
    request,
    /** Nobody looks. */
    hidden: () => document?.visibilityState === 'hidden',
  }
}
