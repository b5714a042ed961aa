/** What the keys do: the list of the sheet, and of what listens to them. */
export interface KeyEntry {
  /** The word for it: `palette.keys.<name>`. */
  name: string
  /** Ways to say it; each is a list of keys, one after the other where there are more. Those with a `+` are pressed together. */
  ways: readonly (readonly string[])[]
}

export interface KeyGroup {
  name: string
  entries: readonly KeyEntry[]
}

/** The second key after `g`, and the view it goes to. */
export const GO_KEYS = { l: 'live', f: 'in-flight', s: 'sessions', i: 'insights' } as const

/** So long the second key is waited for, in milliseconds. */
export const SEQUENCE_MS = 1_200

/** Keys of the rows, by what they do. Where one entry has two, the first goes on, or to the start. */
export const ROW_KEYS = {
  down: ['j', 'arrowdown'],
  up: ['k', 'arrowup'],
  page: ['pagedown', 'pageup'],
  ends: ['home', 'end'],
  open: ['enter'],
  close: ['escape'],
  pause: ['space'],
  copy: ['c'],
  menu: ['m'],
} as const
export type RowAct = keyof typeof ROW_KEYS

/** Keys of a chart, by what they do; Shift with those that move chooses a range. Up and down, as sliders have it. */
export const CHART_KEYS = {
  back: ['arrowleft', 'arrowdown'],
  on: ['arrowright', 'arrowup'],
  first: ['home'],
  last: ['end'],
  choose: ['enter'],
  letGo: ['escape'],
} as const

/** A key as this list calls it. */
export const keyName = (key: string): string => (key === ' ' ? 'space' : key.toLowerCase())

export const KEYS: readonly KeyGroup[] = [
  {
    name: 'everywhere',
    entries: [
      { name: 'palette', ways: [['mod+k']] },
      { name: 'search', ways: [['/']] },
      { name: 'sheet', ways: [['?']] },
    ],
  },
  {
    name: 'views',
    entries: Object.entries(GO_KEYS).map(([key, view]) => ({ name: view, ways: [['g', key]] })),
  },
  {
    name: 'heads',
    entries: [
      { name: 'toHeads', ways: [['arrowup']] },
      { name: 'sort', ways: [['enter']] },
      { name: 'resize', ways: [['shift+arrowleft'], ['shift+arrowright']] },
      { name: 'moveColumn', ways: [['alt+arrowleft'], ['alt+arrowright']] },
      { name: 'columnMenu', ways: [['m']] },
    ],
  },
  {
    name: 'table',
    entries: Object.entries(ROW_KEYS).map(([name, keys]) => ({ name, ways: keys.map((key) => [key]) })),
  },
  {
    name: 'charts',
    entries: [
      { name: 'bucket', ways: [['arrowleft'], ['arrowright']] },
      { name: 'bucketEnds', ways: [['home'], ['end']] },
      { name: 'span', ways: [['shift+arrowleft'], ['shift+arrowright']] },
      { name: 'choose', ways: [['enter']] },
      { name: 'show', ways: [['enter', 'enter']] },
      { name: 'letGo', ways: [['escape']] },
    ],
  },
]

/** Keys of other parts: someone types, or reads a dialog or a menu. */
export const QUIET = 'input, textarea, select, [contenteditable], [role="dialog"], [role="menu"], [role="listbox"]'
