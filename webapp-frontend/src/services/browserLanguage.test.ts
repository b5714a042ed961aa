import { expect, test } from 'vitest'
import { mendLanguage } from './browserLanguage'

test('a language that Intl refuses becomes one that it takes', () => {
  const browser = { language: 'en-US@posix' }
  mendLanguage(browser)
  expect(browser.language).toBe('en-US')
  expect(() => new Intl.NumberFormat(browser.language)).not.toThrow()
})

test('any other language stays', () => {
  const browser = { language: 'zh-Hans-CN' }
  mendLanguage(browser)
  expect(browser.language).toBe('zh-Hans-CN')
})
