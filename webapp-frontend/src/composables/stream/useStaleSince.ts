import { useNow } from '@vueuse/core'
import { computed, inject, provide, shallowRef, type InjectionKey, type Ref } from 'vue'

type StaleSince = Readonly<Ref<number | undefined>>
const key: InjectionKey<StaleSince> = Symbol('staleSince')

/** `since`: the moment that everything shown is of, once nothing arrives any more; epoch milliseconds of this device. */
export const provideStaleSince = (since: StaleSince) => provide(key, since)

export const useStaleSince = (): StaleSince => inject(key, () => shallowRef<number>(), true)

/**
 * This device's clock in epoch milliseconds, looked at so often (milliseconds). It stands while nothing arrives: what
 * seems to run may have ended long ago.
 */
export function useDataClock(interval: number) {
  const ticks = useNow({ interval })
  const since = useStaleSince()
  return computed(() => since.value ?? ticks.value.getTime())
}
