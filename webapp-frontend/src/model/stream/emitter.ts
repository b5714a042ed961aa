export interface Emitter<Events> {
  on<Name extends keyof Events>(name: Name, handler: (data: Events[Name]) => void): void
  off<Name extends keyof Events>(name: Name, handler: (data: Events[Name]) => void): void
  emit<Name extends keyof Events>(name: Name, data: Events[Name]): void
  clear(): void
}

export function createEmitter<Events>(): Emitter<Events> {
  const handlers = new Map<keyof Events, Set<(data: never) => void>>()
  return {
    on(name, handler) {
      handlers.set(name, (handlers.get(name) ?? new Set()).add(handler))
    },
    off(name, handler) {
      handlers.get(name)?.delete(handler)
    },
    emit(name, data) {
      for (const handler of handlers.get(name) ?? []) handler(data as never)
    },
    clear() {
      handlers.clear()
    },
  }
}
