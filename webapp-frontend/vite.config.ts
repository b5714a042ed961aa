import ui from '@nuxt/ui/vite'
import vue from '@vitejs/plugin-vue'
import { defineConfig } from 'vitest/config'
import { compressAssets } from './scripts/compressAssets'
import { lazyNamespaces } from './scripts/lazyNamespaces'

const backend = process.env.TOKENTAIL_URL ?? 'http://127.0.0.1:8080'

const pureTests = ['src/model/**/*.test.ts', 'src/services/**/*.test.ts']

export default defineConfig({
  // Relative, so that the same WAR works under any context root.
  base: './',
  plugins: [
    vue(),
    lazyNamespaces(['Calendar', 'InputTime']),
    compressAssets(),
    ui({
      autoImport: { dts: false },
      components: { dts: false },
      // Cuts the icons that the sources name out of @iconify-json/lucide: none is fetched at run time.
      icon: { clientBundle: { scan: { globInclude: ['src/**/*.{vue,ts}'] } } },
      ui: {
        colors: { primary: 'emerald', neutral: 'zinc' },
        // Its own are too pale to read, and too small: items look as if they were disabled.
        commandPalette: {
          slots: {
            label: 'text-xs',
            itemLabel: 'text-toned group-data-highlighted:text-highlighted',
          },
          variants: { active: { false: { itemLeadingIcon: 'text-muted' } } },
        },
      },
    }),
  ],
  build: {
    outDir: '../target/webapp-frontend',
    emptyOutDir: true,
    // The Content-Security-Policy has no data: for fonts.
    assetsInlineLimit: 0,
  },
  server: { proxy: { '/api': backend } },
  test: {
    projects: [
      {
        // They know no page: without one, and without its plugins, they take a tenth of the time.
        test: { name: 'pure', include: pureTests, environment: 'node', testTimeout: 10_000 },
      },
      {
        extends: true,
        test: {
          name: 'page',
          include: ['src/**/*.test.ts'],
          exclude: pureTests,
          environment: 'happy-dom',
          setupFiles: ['src/testing/setup.ts'],
          testTimeout: 10_000,
        },
      },
    ],
  },
})
