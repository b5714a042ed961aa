import { computed, type Ref } from 'vue'
import type { Row } from '../../model/table/rows'

/** The rows before and after the selected one, as the table shows them. */
export function useWalk(rows: Readonly<Ref<readonly Row[]>>, selected: Ref<string | undefined>) {
  const index = computed(() => (selected.value ? rows.value.findIndex(({ id }) => id === selected.value) : -1))
  return {
    hasPrevious: computed(() => index.value > 0),
    hasNext: computed(() => index.value >= 0 && index.value < rows.value.length - 1),
    walk(by: 1 | -1) {
      const next = index.value < 0 ? undefined : rows.value[index.value + by]
      if (next) selected.value = next.id
    },
  }
}
