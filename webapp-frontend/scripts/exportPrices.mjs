/**
 * Writes the price table of @pydantic/genai-prices as JSON for the server (org.tokentail.price): what
 * tells models and providers apart, and the prices of tokens and requests. The package carries its
 * data in its code: its command line names the providers, its function gives each of them.
 *
 *     node scripts/exportPrices.mjs FILE
 */
import { findProvider } from '@pydantic/genai-prices'
import { execFileSync } from 'node:child_process'
import { closeSync, mkdirSync, mkdtempSync, openSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

/** Prices of sounds, images, hours and searches have no counterpart in a record. */
const KEPT_PRICES = ['input_mtok', 'output_mtok', 'cache_write_mtok', 'cache_read_mtok', 'requests_kcount']

/** Far fewer would mean that the package has changed its form. */
const FEWEST_MODELS = 1000

const [target] = process.argv.slice(2)
if (!target) throw new Error('Name the file to write')
const packageRoot = fileURLToPath(new URL('../node_modules/@pydantic/genai-prices/', import.meta.url))
const { version } = JSON.parse(readFileSync(`${packageRoot}package.json`, 'utf8'))

/**
 * A provider reads "OpenAI: (93 models)", each of its models "  openai:gpt-5". Written to a file: the command
 * line ends without waiting for a pipe, and would lose the rest of a long list.
 */
function listed() {
  const directory = mkdtempSync(join(tmpdir(), 'prices-'))
  try {
    const file = openSync(join(directory, 'list'), 'w')
    execFileSync(process.execPath, [`${packageRoot}dist/cli.js`, 'list'], { stdio: ['ignore', file, 'inherit'] })
    closeSync(file)
    return readFileSync(join(directory, 'list'), 'utf8').split('\n')
  } finally {
    rmSync(directory, { recursive: true })
  }
}

function prices(from) {
  return Object.fromEntries(KEPT_PRICES.filter((key) => from[key] !== undefined).map((key) => [key, from[key]]))
}

/** Always a list, the last one that holds at a time wins. */
function datedPrices({ prices: given }) {
  const list = Array.isArray(given) ? given : [{ prices: given }]
  return list.map((dated) => ({ constraint: dated.constraint, prices: prices(dated.prices) }))
}

function provider(id) {
  const found = findProvider({ providerId: id })
  if (found?.id !== id) throw new Error(`The package does not give the provider ${id}`)
  return {
    id,
    provider_match: found.provider_match,
    model_match: found.model_match,
    fallback_model_providers: found.fallback_model_providers,
    models: found.models.map((model) => ({ id: model.id, match: model.match, prices: datedPrices(model) })),
  }
}

const lines = listed()
const promised = lines.reduce((sum, line) => sum + Number(/ \((\d+) models\)$/.exec(line)?.[1] ?? 0), 0)
const providers = [...new Set(lines.flatMap((line) => /^ {2}([^:\s]+):/.exec(line)?.[1] ?? []))].map(provider)
const models = providers.reduce((sum, { models: { length } }) => sum + length, 0)
if (models < FEWEST_MODELS || models !== promised) throw new Error(`${models} models instead of ${promised}`)
const table = {
  source: 'https://github.com/pydantic/genai-prices',
  notice: `Prices of ${models} models from @pydantic/genai-prices ${version}`,
  licence: readFileSync(`${packageRoot}LICENSE`, 'utf8'),
  version,
  providers,
}
mkdirSync(dirname(target), { recursive: true })
writeFileSync(target, JSON.stringify(table))
