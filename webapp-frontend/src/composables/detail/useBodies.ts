import { inject, shallowRef, watch, type InjectionKey, type Ref } from 'vue'
import type { Bodies } from '../../model/types'
import { ApiError } from '../../services/api'

export type LoadBodies = (id: string, signal?: AbortSignal) => Promise<Bodies>

/** How the texts of a request are fetched; where nothing is provided, they are not shown. */
export const loadBodiesKey: InjectionKey<LoadBodies> = Symbol('loadBodies')

/** The texts of one request, fetched when they are asked for and forgotten with another id. */
export function useBodies(id: Ref<string>) {
  const loadBodies = inject(loadBodiesKey, undefined)
  const bodies = shallowRef<Bodies>()
  const problem = shallowRef<'none' | 'away'>()
  let asked = 0
  watch(id, () => {
    asked++
    bodies.value = problem.value = undefined
  })

  async function load(): Promise<void> {
    const mine = ++asked
    problem.value = undefined
    try {
      const found = await loadBodies?.(id.value)
      if (mine === asked) bodies.value = found
    } catch (error) {
      if (mine !== asked) return
      problem.value = error instanceof ApiError && error.status === 404 ? 'none' : 'away'
    }
  }

  return { available: loadBodies !== undefined, bodies, problem, load }
}
