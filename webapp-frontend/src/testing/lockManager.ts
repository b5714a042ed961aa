interface Holder {
  name: string
  end: () => void
  steal: (why: DOMException) => void
}

interface Waiter {
  name: string
  grant: () => void
}

/**
 * Web Locks as far as the page uses them (exclusive; `signal`, `ifAvailable`, `steal`), since neither Node nor happy-dom
 * has any. One instance is one browser: the tabs of a test share it.
 */
export class TestLockManager implements LockManager {
  #held: Holder[] = []
  #waiting: Waiter[] = []

  query(): Promise<LockManagerSnapshot> {
    const info = ({ name }: { name: string }): LockInfo => ({ name, mode: 'exclusive', clientId: '' })
    return Promise.resolve({ held: this.#held.map(info), pending: this.#waiting.map(info) })
  }

  request<T>(name: string, callback: LockGrantedCallback<T>): Promise<Awaited<T>>
  request<T>(name: string, options: LockOptions, callback: LockGrantedCallback<T>): Promise<Awaited<T>>
  request<T>(name: string, ...rest: [LockGrantedCallback<T>] | [LockOptions, LockGrantedCallback<T>]) {
    const [options, callback] = rest.length === 1 ? [{}, rest[0]] : rest
    const { signal, ifAvailable, steal } = options
    return new Promise<Awaited<T>>((resolve, reject) => {
      const lock: Lock = { name, mode: 'exclusive' }
      const hold = () => {
        const holder: Holder = { name, end: () => this.#end(holder), steal: reject }
        this.#held.push(holder)
        Promise.resolve()
          .then(() => callback(lock))
          .then(resolve as (result: unknown) => void, reject)
          .finally(holder.end)
      }
      const taken = this.#held.find((holder) => holder.name === name)
      if (steal && taken) {
        this.#held.splice(this.#held.indexOf(taken), 1)
        taken.steal(new DOMException('The lock was stolen.', 'AbortError'))
      }
      if (steal || !taken) return hold()
      if (ifAvailable) return queueMicrotask(() => resolve(callback(null) as Awaited<T>))
      const waiter: Waiter = { name, grant: hold }
      this.#waiting.push(waiter)
      signal?.addEventListener('abort', () => {
        const place = this.#waiting.indexOf(waiter)
        if (place < 0) return
        this.#waiting.splice(place, 1)
        reject(signal.reason)
      })
    })
  }

  #end(holder: Holder): void {
    const place = this.#held.indexOf(holder)
    if (place < 0) return
    this.#held.splice(place, 1)
    const next = this.#waiting.find(({ name }) => name === holder.name)
    if (!next) return
    this.#waiting.splice(this.#waiting.indexOf(next), 1)
    next.grant()
  }
}
