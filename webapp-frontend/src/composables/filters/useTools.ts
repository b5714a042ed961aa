import { inject, provide, shallowRef, type InjectionKey } from 'vue'
import { useExport } from './useExport'

const key: InjectionKey<Tools> = Symbol('tools')

export type Tools = ReturnType<typeof createTools>

function createTools() {
  return {
    paletteOpen: shallowRef(false),
    keysOpen: shallowRef(false),
    /** Somebody wants to type a search: its field takes the focus, and this back. */
    searchWanted: shallowRef(false),
    exports: useExport(),
  }
}

/** What is at hand in every view: palette, sheet of keys, search, export. */
export function provideTools(): Tools {
  const made = createTools()
  provide(key, made)
  return made
}

export function useTools(): Tools {
  const found = inject(key)
  if (!found) throw new Error('used outside of the console')
  return found
}
