import { expect, test } from 'vitest'
import { exportColumns } from './exportColumns'

test('columns are asked for by the properties that they show, each once and in their order', () => {
  expect(exportColumns(['cost', 'model', 'rate', 'duration', 'out', 'time'])).toEqual([
    'price',
    'model',
    'responseModel',
    'outputTokens',
    'firstTokenDurationMs',
    'durationMs',
    'initialTime',
  ])
  expect(exportColumns([])).toEqual([])
})
