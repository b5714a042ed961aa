import { expect, test } from 'vitest'
import { setOut } from './detailText'

test('JSON is set out in lines, other words stay', () => {
  expect(setOut('{"error":{"type":"overloaded"}}')).toBe('{\n  "error": {\n    "type": "overloaded"\n  }\n}')
  expect(setOut('{"error":{"type":"overl')).toBe('{"error":{"type":"overl')
  expect(setOut('529')).toBe('529')
  expect(setOut('<html>Bad gateway</html>')).toBe('<html>Bad gateway</html>')
})
