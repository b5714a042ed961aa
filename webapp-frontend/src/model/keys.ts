/** What the keys do: the list of the sheet, and of what listens to them. `keys` are pressed together, `then` follows. */
export interface KeyEntry {
  /** The word for it: `palette.keys.<name>`. */
  name: string
  /** Ways to say it; each is a list of keys, one after the other where there are more. */
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
    name: 'table',
    entries: [
      { name: 'down', ways: [['j'], ['arrowdown']] },
      { name: 'up', ways: [['k'], ['arrowup']] },
      { name: 'page', ways: [['pagedown'], ['pageup']] },
      { name: 'ends', ways: [['home'], ['end']] },
      { name: 'open', ways: [['enter']] },
      { name: 'close', ways: [['escape']] },
      { name: 'pause', ways: [['space']] },
      { name: 'copy', ways: [['c']] },
      { name: 'menu', ways: [['m']] },
    ],
  },
]

/** Keys of other parts: someone types, or reads a dialog or a menu. */
export const QUIET = 'input, textarea, select, [contenteditable], [role="dialog"], [role="menu"], [role="listbox"]'
