import { computed } from 'vue'
import { useI18n } from 'vue-i18n'
import { BOUNDS, CATEGORIES, type Category, type Figure, type FilterName } from '../../model/filters/filter'
import { useFormat } from '../useFormat'
import type { ViewState } from './useView'

/** Fields that one can choose to filter by. */
export type Field = Category | Figure

/** A filter that holds, in words. */
export interface Condition {
  field: Field | 'attemptOf'
  /** What a picker can change it with; undefined where one can only take it away. */
  editable?: Field
  parameters: readonly FilterName[]
  name: string
  words: string
  /** All values, where the words say only how many. */
  title: string
}

/** The filters that hold, but for the search and the time, which have fields of their own. */
export function useConditions(state: ViewState) {
  const { t } = useI18n()
  const format = useFormat()
  const words = useValueWords()

  function ofCategory(field: Category | 'attemptOf', values: readonly string[]): Condition {
    const all = values.map((value) => words(field, value)).join(t('filters.separator'))
    return {
      field,
      editable: field === 'attemptOf' ? undefined : field,
      parameters: [field],
      name: t(`filters.field.${field}`),
      words: all,
      title: all,
    }
  }

  function ofFigure(field: Figure, least?: string, most?: string): Condition {
    const say = (value: string) => {
      if (field === 'cost') return format.value.exactCost(Number(value))
      const { value: figure, unit } = format.value.duration(Number(value))
      return `${figure} ${unit}`
    }
    const said = [least && `≥ ${say(least)}`, most && `≤ ${say(most)}`].filter(Boolean).join(' ')
    return {
      field,
      editable: field,
      parameters: BOUNDS[field],
      name: t(`filters.field.${field}`),
      words: said,
      title: said,
    }
  }

  return computed<Condition[]>(() => {
    const { filter } = state.view.value
    const lists = [...CATEGORIES, 'attemptOf' as const].flatMap((field) => {
      const values = filter[field]
      return values ? [ofCategory(field, values)] : []
    })
    const figures = (Object.keys(BOUNDS) as Figure[]).flatMap((field) => {
      const [least, most] = BOUNDS[field].map((name) => filter[name]?.[0])
      return (least ?? most) ? [ofFigure(field, least, most)] : []
    })
    return [...lists, ...figures]
  })
}

/** A value as a reader calls it. */
export function useValueWords() {
  const { t } = useI18n()
  return (field: string, value: string): string => {
    if (field === 'status') return t(`filters.status.${value}`)
    if (field === 'stream') return t(`filters.streamed.${value}`)
    return value
  }
}
