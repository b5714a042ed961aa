import { onScopeDispose } from 'vue'
import { serverBase } from '../../services/api'

/**
 * Tells other tabs that somebody logged in or out here. Without it they find out with their next call, which a tab that
 * lives on another one's stream may not make for long.
 */
export function useSessionNews(onNews: () => void) {
  // Absent in old browsers only: it needs no secure context.
  let channel =
    typeof BroadcastChannel === 'function' ? new BroadcastChannel(`tokentail session ${serverBase()}`) : undefined
  channel?.addEventListener('message', onNews)
  onScopeDispose(() => {
    channel?.close()
    channel = undefined
  })
  return { tell: () => channel?.postMessage('look') }
}
