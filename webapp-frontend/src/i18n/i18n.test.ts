import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { i18n, preferredLanguage } from '.'
import chinese from './zh-CN'

const SOURCES = join(import.meta.dirname, '..')

function flat(messages: unknown, path = ''): [key: string, text: string][] {
  if (typeof messages === 'string') return [[path, messages]]
  return Object.entries(messages as object).flatMap(([key, value]) => flat(value, path ? `${path}.${key}` : key))
}

const english = new Map(flat(i18n.global.getLocaleMessage('en')))
const placeholders = (text: string) => [...new Set(text.match(/\{\w+\}/g))].sort()

test('every word is there in Chinese, with the same placeholders, and none is left over', () => {
  const translated = new Map(flat(chinese))
  expect([...translated.keys()].sort()).toEqual([...english.keys()].sort())
  for (const [key, text] of translated) {
    expect(text.trim(), key).not.toBe('')
    expect(placeholders(text), key).toEqual(placeholders(english.get(key) ?? ''))
  }
})

test('Chinese text has Chinese punctuation', () => {
  const western = /[\p{Script=Han}}][,:;?()]|[,:;?()][\p{Script=Han}{]/u
  const isChinese = (text: string) => /\p{Script=Han}/u.test(text)
  expect(flat(chinese).filter(([, text]) => isChinese(text) && western.test(text))).toEqual([])
})

test('every key that the sources name exists', () => {
  const files = readdirSync(SOURCES, { recursive: true, encoding: 'utf8' })
  const missing: string[] = []
  for (const file of files.filter((name) => /\.(vue|ts)$/.test(name) && !name.endsWith('.test.ts'))) {
    for (const [, key] of readFileSync(join(SOURCES, file), 'utf8').matchAll(/\bt\(\s*['"]([\w.-]+)['"]/g)) {
      if (key && !english.has(key)) missing.push(`${file}: ${key}`)
    }
  }
  expect(missing).toEqual([])
})

test('the language of the browser is taken where we speak it', () => {
  expect(preferredLanguage(['fr-FR', 'zh-TW', 'en'])).toBe('zh-CN')
  expect(preferredLanguage(['de', 'en-GB'])).toBe('en')
  expect(preferredLanguage(['de'])).toBe('en')
})
