// Registers the icons, as main.ts does: a test asks no icon server either.
if (typeof document !== 'undefined') {
  const [{ config }, { default: ui }] = await Promise.all([import('@vue/test-utils'), import('@nuxt/ui/vue-plugin')])
  config.global.plugins.push(ui)
}

export {}
