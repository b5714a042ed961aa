import { useNow } from '@vueuse/core'
import { useDataClock } from '../stream/useStaleSince'
import { computed, inject, provide, shallowRef, type InjectionKey, type Ref } from 'vue'

const key: InjectionKey<Readonly<Ref<number>>> = Symbol('tableClock')

/** The server's clock for the cells that run, ten times a second: only they are drawn anew with it. */
export function provideTableClock(offsetMs: Readonly<Ref<number>>) {
  const now = useDataClock(100)
  const today = useNow({ interval: 1_000 })
  provide(
    key,
    computed(() => now.value + offsetMs.value),
  )
  /** Midnight of the viewer's day: times of the same day are written without it. */
  return computed(() => new Date(today.value).setHours(0, 0, 0, 0))
}

export const useTableClock = () => inject(key, () => shallowRef(Date.now()), true)
