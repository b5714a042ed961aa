import { mount } from '@vue/test-utils'
import { expect, test } from 'vitest'
import type { FigureView } from '../../composables/figures/useFigureViews'
import StripFigure from './StripFigure.vue'

const cost: FigureView = {
  name: 'cost',
  label: 'Cost',
  meaning: 'What an hour costs.',
  value: { value: '$9.10', unit: '/h' },
  trail: [1, 2, 9.1],
  base: 0,
  usual: 'Usual in the last hour: $1/h to $3/h',
  day: { value: '$41.22', raw: 41.22 },
}
const show = (figure: FigureView, stale = false) =>
  mount(StripFigure, { props: { figure, stale }, attrs: { 'data-testid': 'figure-cost' } })

test('a figure within its band is quiet; its day is told with it', () => {
  const button = show(cost).get('[data-testid=figure-cost]')
  expect(button.text()).toContain('$9.10/h')
  expect(button.text()).toContain('Last 24 h: $41.22')
  expect(button.attributes('data-outside')).toBeUndefined()
  expect(button.text()).not.toContain('Usual')
})

test('one that left it says so in words, and not by colour alone', () => {
  const button = show({ ...cost, reason: 'Higher than usual.' }).get('[data-testid=figure-cost]')
  expect(button.attributes('data-outside')).toBe('true')
  expect(button.text()).toContain('Higher than usual. Usual in the last hour: $1/h to $3/h')
})

test('what is unknown is no zero', () => {
  expect(
    show({ ...cost, value: undefined, day: undefined })
      .get('button')
      .text(),
  ).toContain('–')
})

test('one of the past is muted and raises no alarm', () => {
  const button = show({ ...cost, reason: 'Higher than usual.' }, true).get('[data-testid=figure-cost]')
  expect(button.attributes('data-stale')).toBe('true')
  expect(button.attributes('data-outside')).toBeUndefined()
  expect(button.html()).not.toContain('tone-pending')
  expect(button.text()).toContain('$9.10/h')
})
