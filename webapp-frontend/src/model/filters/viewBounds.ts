import type { Figure } from './filter'

// Seconds are what one thinks in, and milliseconds what the server is asked with; dollars are dollars.
const SHIFT: Record<Figure, number> = { cost: 0, duration: 3 }

/** A bound as it is typed: seconds, dollars. */
export function toUnit(figure: Figure, value: string | undefined): string {
  return value === undefined ? '' : shift(value, -SHIFT[figure])
}

/** A typed bound as the server takes it; empty for none, undefined for what is no number. A comma is a point. */
export function fromUnit(figure: Figure, typed: string): string | undefined {
  const text = typed.trim().replace(',', '.')
  if (!text) return ''
  if (!/^(\d{1,9}(\.\d{0,12})?|\.\d{1,12})$/.test(text)) return undefined
  const value = shift(text, SHIFT[figure])
  // A part of a millisecond is none.
  return figure === 'duration' ? String(Math.round(Number(value))) : value
}

/** Moves the decimal point, digit by digit: 0.1 must not become 0.1000000001. */
function shift(text: string, by: number): string {
  const [whole = '', fraction = ''] = text.split('.')
  const digits = whole.padStart(Math.max(0, -by) + 1, '0') + fraction.padEnd(Math.max(0, by), '0')
  const point = Math.max(whole.length, Math.max(0, -by) + 1) + by
  const shifted = `${digits.slice(0, point).replace(/^0+(?=\d)/, '') || '0'}.${digits.slice(point)}`
  return shifted.replace(/\.?0*$/, '') || '0'
}
