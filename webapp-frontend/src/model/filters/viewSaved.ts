import { wholeView, type Address, type ViewQuery } from './view'

/** A view that has a name. */
export interface SavedView {
  name: string
  query: ViewQuery
}

/** More than one finds again; and what a browser keeps must have an end. */
export const MOST_VIEWS = 50
export const MOST_NAME = 60

/** Views that everybody has; their names are words of the page. */
export const BUILT_IN: readonly { key: string; query: ViewQuery }[] = [
  { key: 'errors', query: { status: ['error', 'timeout'] } },
  { key: 'inFlight', query: { status: ['pending'] } },
  { key: 'slow', query: { minDurationMs: ['10000'] } },
  { key: 'expensive', query: { minCost: ['0.1'] } },
  { key: 'lastHour', query: { range: ['1h'] } },
]

export const cleanName = (name: string) => name.trim().replace(/\s+/g, ' ').slice(0, MOST_NAME)

/** What was kept, as far as it makes sense. */
export function readSaved(json: string): SavedView[] {
  let kept: unknown
  try {
    kept = JSON.parse(json)
  } catch {
    return []
  }
  if (!Array.isArray(kept)) return []
  return kept.reduce<SavedView[]>((views, one: unknown) => {
    const { name, query } = (typeof one === 'object' && one !== null ? one : {}) as Record<string, unknown>
    if (typeof name !== 'string' || typeof query !== 'object' || query === null) return views
    const view = wholeView(query as Address)
    return Object.keys(view).length ? save(views, name, view) : views
  }, [])
}

/** With this view as the last one, or in the place of the one of the same name. Full, or without a name: as before. */
export function save(views: readonly SavedView[], name: string, query: ViewQuery): SavedView[] {
  const saved = { name: cleanName(name), query }
  if (!saved.name) return [...views]
  if (views.some((view) => view.name === saved.name)) {
    return views.map((view) => (view.name === saved.name ? saved : view))
  }
  return views.length < MOST_VIEWS ? [...views, saved] : [...views]
}

/** A name that another view has is not taken. */
export function rename(views: readonly SavedView[], name: string, news: string): SavedView[] {
  const clean = cleanName(news)
  if (!clean || views.some((view) => view.name === clean)) return [...views]
  return views.map((view) => (view.name === name ? { ...view, name: clean } : view))
}

export const remove = (views: readonly SavedView[], name: string) => views.filter((view) => view.name !== name)
