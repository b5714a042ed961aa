import prettier from 'eslint-config-prettier'
import vue from 'eslint-plugin-vue'
import { defineConfig } from 'eslint/config'
import tseslint from 'typescript-eslint'

const noVue = {
  patterns: [
    {
      group: ['vue', '@vueuse/*', '@nuxt/ui*', '**/composables/*', '**/components/*'],
      message: 'services/ and model/ are free of Vue.',
    },
  ],
}

const lines = { max: 200, skipBlankLines: true, skipComments: true }

export default defineConfig(
  { ignores: ['node_modules', '.nuxt-ui', 'dist'] },
  tseslint.configs.strict,
  vue.configs['flat/recommended'],
  {
    files: ['**/*.vue'],
    languageOptions: { parserOptions: { parser: tseslint.parser } },
    rules: {
      'vue/block-lang': ['error', { script: { lang: 'ts' } }],
      'vue/component-api-style': ['error', ['script-setup']],
      'vue/require-default-prop': 'off',
      'max-lines': ['error', lines],
    },
  },
  {
    files: ['src/services/**', 'src/model/**'],
    ignores: ['**/*.test.ts'],
    rules: { 'no-restricted-imports': ['error', noVue] },
  },
  {
    files: ['src/**/*.ts'],
    ignores: ['**/*.test.ts'],
    rules: { 'max-lines': ['error', lines], eqeqeq: 'error', 'no-console': 'error' },
  },
  prettier,
)
