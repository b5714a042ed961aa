import { EventSource } from 'eventsource'
import { effectScope, shallowRef, watch } from 'vue'
import { useLogs } from '../composables/table/useLogs'
import { useLogStream, type ClientEvents } from '../composables/stream/useLogStream'
import type { Query } from '../model/query'
import { createApi } from '../services/api'
import type { EventSourceClass } from '../services/eventStream'
import type { TabPlatform } from '../services/tabs/tabPlatform'
import { TestLockManager } from './lockManager'

const QUICK = {
  secondMs: 20,
  graceMs: 1_000,
  pollMs: 40,
  watchdogMs: 30_000,
  connectMs: 5_000,
  settleMs: 40,
  silenceMs: 150,
  answerMs: 100,
}

/** A tab, as its user sees it. */
export type Tab = ReturnType<TestBrowser['open']>

/** Tabs of one browser, with its locks and its channels between them. */
export class TestBrowser {
  readonly locks = new TestLockManager()
  #opened = 0
  #scopes: { stop: () => void }[] = []

  constructor(
    private readonly base: () => string,
    private readonly shares = true,
  ) {}

  open(filter: Query = {}) {
    const scope = effectScope()
    const name = `tab-${++this.#opened}`
    const page = new EventTarget()
    const channels = new Set<StoppableChannel>()
    class TabChannel extends StoppableChannel {
      constructor(channel: string) {
        super(channel)
        channels.add(this)
      }
    }
    const tabs: TabPlatform = { locks: this.locks, Channel: TabChannel, newId: () => name, page }
    const tab = scope.run(() => {
      const asked = shallowRef(filter)
      // Each tab shows a view of its own.
      const api = createApi(() => `${this.base()}#/?tab=${name}`)
      const stream = useLogStream({
        api,
        filter: asked,
        tabs: this.shares ? tabs : null,
        timings: QUICK,
        EventSource: EventSource as unknown as EventSourceClass,
        document: Object.assign(page, { visibilityState: 'visible' }),
        window: new EventTarget(),
      })
      const states: string[] = []
      watch(stream.state, (state) => states.push(state), { flush: 'sync' })
      const pages: ClientEvents['page']['kind'][] = []
      // A busy machine may need polls in between.
      stream.on('page', ({ kind }) => kind !== 'poll' && pages.push(kind))
      const seen: string[] = []
      stream.on('log:created', ({ data }) => seen.push(data.id))
      const logs = useLogs(stream, api)
      stream.start()
      const ids = () => logs.rows.value.map((row) => row.id).sort()
      return { stream, logs, states, pages, seen, ids, filter: asked }
    })
    if (!tab) throw new Error('the scope is over')
    this.#scopes.push(scope)
    return {
      ...tab,
      page,
      close: () => scope.stop(),
      /** Neither hears nor says anything any more, and yet holds what it holds: it hangs. */
      hang: (hangs: boolean) => channels.forEach((channel) => (channel.stopped = hangs)),
    }
  }

  closeAll(): void {
    for (const scope of this.#scopes) scope.stop()
  }
}

class StoppableChannel extends BroadcastChannel {
  stopped = false
  #handler: BroadcastChannel['onmessage'] = null

  override postMessage(message: unknown): void {
    if (!this.stopped) super.postMessage(message)
  }

  override get onmessage(): BroadcastChannel['onmessage'] {
    return this.#handler
  }

  override set onmessage(handler: BroadcastChannel['onmessage']) {
    this.#handler = handler
    super.onmessage = handler && ((event) => !this.stopped && handler.call(this, event))
  }
}
