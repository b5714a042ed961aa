import { computed, type Ref } from 'vue'
import { useRouter } from 'vue-router'

/** The address that opens this record in the live view, whatever is filtered here. */
export function usePermalink(id: Readonly<Ref<string>>) {
  const router = useRouter()
  return computed(() => new URL(router.resolve({ name: 'live', query: { id: id.value } }).href, document.baseURI).href)
}
