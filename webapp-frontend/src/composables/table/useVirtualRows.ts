import { useVirtualizer } from '@tanstack/vue-virtual'
import { computed, watch, type Ref } from 'vue'
import type { Row } from '../../model/table/rows'

/** The sticky head lies over the rows. */
export const HEAD_PX = 32
/** Asked for so many rows before the end, and the next page is mostly there when one comes to it. */
const AHEAD = 400

/** Those of the rows that are in sight, and where they stand. All are of one height, so their number says it all. */
export function useVirtualRows(
  scroller: Readonly<Ref<HTMLElement | null>>,
  rows: Readonly<Ref<readonly Row[]>>,
  rowHeight: Readonly<Ref<number>>,
) {
  const count = computed(() => rows.value.length)
  const virtualizer = useVirtualizer(
    computed(() => ({
      count: count.value,
      getScrollElement: () => scroller.value,
      estimateSize: () => rowHeight.value,
      overscan: 8,
      scrollPaddingEnd: HEAD_PX,
    })),
  )
  watch(rowHeight, () => virtualizer.value.measure())

  const places = computed(() => virtualizer.value.getVirtualItems().map(({ index, start }) => ({ index, start })))
  const items = computed(() =>
    places.value.flatMap(({ index, start }) => {
      const row = rows.value[index]
      return row ? [{ row, index, start }] : []
    }),
  )
  return {
    items,
    nearEnd: computed(() => count.value > 0 && (places.value.at(-1)?.index ?? 0) >= count.value - AHEAD),
    height: computed(() => virtualizer.value.getTotalSize()),
    scrollTo: (index: number) => virtualizer.value.scrollToIndex(index, { align: 'auto' }),
    pageSize: () => Math.max(1, Math.floor(((scroller.value?.clientHeight ?? 0) - HEAD_PX) / rowHeight.value) - 1),
  }
}
