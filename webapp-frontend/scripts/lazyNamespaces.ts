import { readFile } from 'node:fs/promises'
import type { Plugin } from 'vite'

const SUFFIX = '?lazy'

/**
 * Nuxt UI takes reka-ui's parts from one module of namespaces, which is in the first load since menus need it: a calendar
 * that is loaded on demand would drag all of its parts in there. Its importers get a copy of that module to themselves; the
 * parts behind it stay one.
 */
export function lazyNamespaces(components: readonly string[]): Plugin {
  return {
    name: 'lazy-namespaces',
    apply: 'build',
    enforce: 'pre',
    async resolveId(source, importer, options) {
      if (source !== 'reka-ui/namespaced' || !components.some((name) => importer?.includes(`/${name}.vue`))) return
      const found = await this.resolve(source, importer, { ...options, skipSelf: true })
      return found && { ...found, id: found.id + SUFFIX, moduleSideEffects: false }
    },
    load: (id) => (id.endsWith(SUFFIX) ? readFile(id.slice(0, -SUFFIX.length), 'utf8') : undefined),
  }
}
