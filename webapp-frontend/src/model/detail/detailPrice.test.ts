import { expect, test } from 'vitest'
import { record } from '../../testing/records'
import { costLines, readPriceSource, unpricedReason } from './detailPrice'

const GPT_5 = 'genai-prices 0.1.8 openai/gpt-5: in 1.25, out 10, cache read 0.125 USD/MTok'

test('reads the rates that the server states, and where they come from', () => {
  expect(readPriceSource(GPT_5)).toEqual({
    name: 'genai-prices 0.1.8 openai/gpt-5',
    rates: { input: 1.25, output: 10, cacheRead: 0.125 },
  })
  expect(readPriceSource('t above 200000 input tokens: in 6, out 22.5, cache write 7.5 USD/MTok')).toEqual({
    name: 't above 200000 input tokens',
    rates: { input: 6, output: 22.5, cacheWrite: 7.5 },
  })
  expect(readPriceSource('price file p.yaml contract: 7 line 4: in 1, out 1 USD/MTok, 12 USD/1000 requests')).toEqual({
    name: 'price file p.yaml contract: 7 line 4',
    rates: { input: 1, output: 1 },
    extra: '12 USD/1000 requests',
  })
})

test('a source of the caller stays as it is', () => {
  expect(readPriceSource('our contract: in force since May')).toEqual({
    name: 'our contract: in force since May',
    rates: {},
  })
})

test('each kind of token has its rate; cached ones without cost what input costs', () => {
  const priced = record({ priceSource: GPT_5, inputTokens: 1_200, inputCost: 0.0015, cacheCreationInputTokens: 8 })
  expect(costLines(priced)).toEqual([
    { kind: 'input', tokens: 1_200, cost: 0.0015, rate: 1.25 },
    { kind: 'cacheWrite', tokens: 8, cost: undefined, rate: 1.25 },
  ])
})

test('says why there is no price', () => {
  expect(unpricedReason(record({ totalTokens: 10 }))).toBe('noModel')
  expect(unpricedReason(record({ model: 'x', totalTokens: 10 }))).toBe('noParts')
  expect(unpricedReason(record({ model: 'x', totalTokens: 10, inputTokens: 10 }))).toBe('noRate')
  expect(unpricedReason(record({ model: 'x', totalTokens: 10, price: 0 }))).toBeUndefined()
  expect(unpricedReason(record({ status: 'pending', totalTokens: 10 }))).toBeUndefined()
})
