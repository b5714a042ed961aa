import { useEventListener } from '@vueuse/core'
import { useRouter } from 'vue-router'
import { GO_KEYS, QUIET, SEQUENCE_MS } from '../../model/keys'
import type { Tools } from './useTools'

/** The keys that hold in every view (model/keys.ts); quiet where keys belong to something else. */
export function useKeys({ paletteOpen, keysOpen, searchWanted }: Tools, now: () => number = Date.now) {
  const router = useRouter()
  let gAt = -Infinity

  const plain: Record<string, () => void> = {
    '/': () => {
      searchWanted.value = true
      if (router.currentRoute.value.name !== 'live') void router.push({ name: 'live' })
    },
    '?': () => (keysOpen.value = true),
    g: () => (gAt = now()),
  }

  function onKey(event: KeyboardEvent) {
    if (event.defaultPrevented || event.altKey) return
    if (event.ctrlKey || event.metaKey) {
      if (event.key.toLowerCase() !== 'k' || event.shiftKey) return
      event.preventDefault()
      keysOpen.value = false
      paletteOpen.value = !paletteOpen.value
      return
    }
    if ((event.target as Element).closest?.(QUIET)) return
    const view = now() - gAt < SEQUENCE_MS ? GO_KEYS[event.key as keyof typeof GO_KEYS] : undefined
    gAt = -Infinity
    const act = view ? () => void router.push({ name: view }) : plain[event.key]
    if (!act) return
    event.preventDefault()
    act()
  }

  // Before the table's keys: the second key of a pair means nothing else.
  useEventListener(globalThis.document, 'keydown', onKey, { capture: true })
}
