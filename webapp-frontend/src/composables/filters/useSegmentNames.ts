import { onMounted, watch, type Ref } from 'vue'

/** Names the parts of time fields, such as `hour`: the library has English for them, and no way to give it other words. */
export function useSegmentNames(
  root: Readonly<Ref<HTMLElement | null>>,
  name: (part: string, field: string) => string,
) {
  function set() {
    for (const segment of root.value?.querySelectorAll<HTMLElement>('[data-segment][role="spinbutton"]') ?? []) {
      const field = segment.closest<HTMLElement>('[data-field]')?.dataset.field ?? ''
      segment.setAttribute('aria-label', name(segment.dataset.segment ?? '', field))
    }
  }
  onMounted(set)
  // Another language.
  watch(() => name('hour', 'from'), set, { flush: 'post' })
}
