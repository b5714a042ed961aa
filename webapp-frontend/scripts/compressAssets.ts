import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import type { Plugin } from 'vite'

// Below this a compressed file saves nothing that a network would show.
const LEAST_BYTES = 1_024

/** Writes `name.js.gz` beside each script and style: the server hands them out as they are (CompressedAssets). */
export function compressAssets(): Plugin {
  return {
    name: 'compress-assets',
    apply: 'build',
    writeBundle({ dir = '.' }, bundle) {
      for (const name of Object.keys(bundle)) {
        if (!/\.(js|css)$/.test(name)) continue
        const content = readFileSync(join(dir, name))
        if (content.length >= LEAST_BYTES) writeFileSync(join(dir, `${name}.gz`), gzipSync(content, { level: 9 }))
      }
    },
  }
}
