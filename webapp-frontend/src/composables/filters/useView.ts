import { computed } from 'vue'
import { useRoute, useRouter, type LocationQueryRaw } from 'vue-router'
import type { Filter, FilterName } from '../../model/filters/filter'
import {
  countConditions,
  isSame,
  readView,
  serverFilter,
  withTable,
  withView,
  writeTable,
  writeView,
  type Address,
  type View,
  type ViewQuery,
} from '../../model/filters/view'
import type { ViewTime } from '../../model/filters/viewTime'
import { readTable, type TableAddress } from '../../model/table/tableAddress'

/**
 * What the live view shows, which is what its address says: filters, time and table. Every change of filters and time is a
 * new address, so that back and forward work and a link shows the same. Made once, by the console.
 */
export function useView(now: () => number = Date.now) {
  const route = useRoute()
  const router = useRouter()
  const address = (): Address => (route.name === 'live' ? route.query : {})
  // A navigation takes a moment: a second change meanwhile starts from the first one's address.
  let going: Address | undefined

  const view = computed<View>((old) => {
    const next = readView(address())
    return old && isSameView(old, next) ? old : next
  })
  const current = () => (going ? readView(going) : view.value)

  const table = computed(() => readTable(address()))

  async function go(wanted: ViewQuery, replace = false, shown?: TableAddress) {
    const rows = withView(going ?? address(), wanted)
    const next = shown ? withTable(rows, shown) : rows
    going = next
    await router[replace ? 'replace' : 'push']({ name: 'live', query: next as LocationQueryRaw })
    if (going === next) going = undefined
  }

  /** Each of these has these values now, or is gone. */
  function change(news: Partial<Record<FilterName, readonly string[]>>, replace = false) {
    const { filter, time } = current()
    const kept = Object.entries({ ...filter, ...news }).filter(([, values]) => values.length)
    return go(writeView({ filter: Object.fromEntries(kept), time }), replace)
  }
  const set = (name: FilterName, values: readonly string[]) => change({ [name]: values })

  return {
    view,
    query: computed<ViewQuery>(() => ({ ...writeView(view.value), ...writeTable(table.value.table) })),
    /** The live view is shown: only its address is the table's as well. */
    here: computed(() => route.name === 'live'),
    table: computed(() => table.value.table),
    /** A range up to now keeps the beginning it had when it was chosen: with each millisecond it would be another filter. */
    filter: computed<Filter>(() => serverFilter(view.value, now())),
    /** Conditions that hold. */
    count: computed(() => countConditions(view.value)),
    ignored: computed(() => [...view.value.ignored, ...table.value.ignored]),
    change,
    set,
    toggle(name: FilterName, value: string) {
      const values = current().filter[name as 'q'] ?? []
      return set(name, values.includes(value) ? values.filter((one) => one !== value) : [...values, value])
    },
    /** Typing leaves no trail of addresses. */
    search: (text: string) => change({ q: text.trim() ? [text.trim()] : [] }, true),
    setTime: (time: ViewTime) => go(writeView({ filter: current().filter, time })),
    clear: () => go({}),
    /** Shows this instead. */
    apply: (wanted: ViewQuery) => go(writeView(readView(wanted)), false, readTable(wanted).table),
    /** Shows the same rows like this. It leaves no trail of addresses: back undoes filters. */
    setTable: (shown: TableAddress) => go(writeView(current()), true, shown),
    /** Takes what makes no sense out of the address. */
    tidy: () => go(writeView(current()), true, readTable(going ?? address()).table),
    /** The record's detail, over the rows. */
    select: (id: string) => router.push({ name: 'live', query: { ...address(), id } as LocationQueryRaw }),
  }
}

export type ViewState = ReturnType<typeof useView>

function isSameView(one: View, other: View): boolean {
  return isSame(writeView(one), writeView(other)) && JSON.stringify(one.ignored) === JSON.stringify(other.ignored)
}
