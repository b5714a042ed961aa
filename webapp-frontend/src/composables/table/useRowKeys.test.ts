import { afterEach, beforeEach, expect, test } from 'vitest'
import { effectScope, type EffectScope } from 'vue'
import { KEYS } from '../../model/keys'
import { useRowKeys } from './useRowKeys'

let scope: EffectScope
let done: string[]

beforeEach(() => {
  done = []
  const tell = (what: string) => () => void done.push(what)
  scope = effectScope()
  scope.run(() =>
    useRowKeys({
      move: (by) => void done.push(`move ${by}`),
      pageSize: () => 10,
      open: tell('open'),
      close: tell('close'),
      pause: tell('pause'),
      copy: tell('copy'),
      menu: tell('menu'),
    }),
  )
})

afterEach(() => {
  scope.stop()
  document.body.replaceChildren()
})

// As browsers name them.
const NAMED: Record<string, string> = {
  arrowdown: 'ArrowDown',
  arrowup: 'ArrowUp',
  pagedown: 'PageDown',
  pageup: 'PageUp',
  home: 'Home',
  end: 'End',
  enter: 'Enter',
  escape: 'Escape',
  space: ' ',
}
function press(key: string, on: Element = document.body, more: KeyboardEventInit = {}) {
  on.dispatchEvent(new KeyboardEvent('keydown', { key: NAMED[key] ?? key, bubbles: true, cancelable: true, ...more }))
  return done.splice(0)
}
function add(tag: string) {
  const element = document.createElement(tag)
  document.body.append(element)
  return element
}

test('every key that the sheet lists for the rows does what it says', () => {
  const entries = KEYS.find(({ name }) => name === 'table')?.entries ?? []
  const acts = entries.map(({ name, ways }) => [name, ways.flat().flatMap((key) => press(key))])
  expect(Object.fromEntries(acts)).toEqual({
    down: ['move 1', 'move 1'],
    up: ['move -1', 'move -1'],
    page: ['move 10', 'move -10'],
    ends: ['move -Infinity', 'move Infinity'],
    open: ['open'],
    close: ['close'],
    pause: ['pause'],
    copy: ['copy'],
    menu: ['menu'],
  })
})

test("letters count in capitals too; with another key they are the browser's", () => {
  expect(press('J')).toEqual(['move 1'])
  expect(press('c', document.body, { ctrlKey: true })).toEqual([])
})

test('a button keeps enter and space, a field keeps them all', () => {
  expect([...press('enter', add('button')), ...press('space', add('button'))]).toEqual([])
  expect(press('j', add('button'))).toEqual(['move 1'])
  expect(press('j', add('input'))).toEqual([])
})

test('where one reads, keys that scroll are left to it, and J and K still walk', () => {
  const panel = add('div')
  panel.setAttribute('data-reading', '')
  for (const key of ['arrowdown', 'pagedown', 'home', 'space']) expect(press(key, panel), key).toEqual([])
  expect(press('j', panel)).toEqual(['move 1'])
  expect(press('escape', panel)).toEqual(['close'])
})
