import { useMutationObserver } from '@vueuse/core'
import type { Ref } from 'vue'

/** Names the list of a command palette: the library has no way to, and makes the list anew as one types. */
export function useListName(root: Readonly<Ref<HTMLElement | null>>, name: () => string) {
  const set = () => root.value?.querySelector('[role="listbox"]')?.setAttribute('aria-label', name())
  useMutationObserver(root, set, { childList: true, subtree: true })
  return set
}
