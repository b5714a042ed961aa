import { useMutationObserver } from '@vueuse/core'
import { shallowRef } from 'vue'

/** Counts up whenever the page changes between light and dark: a canvas must then be drawn anew. */
export function useThemeVersion() {
  const version = shallowRef(0)
  useMutationObserver(document.documentElement, () => version.value++, { attributes: true, attributeFilter: ['class'] })
  return version
}
