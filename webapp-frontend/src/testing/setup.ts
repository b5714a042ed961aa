// Registers icons, words and links, as main.ts does: a test asks no icon server either.
if (typeof document !== 'undefined') {
  const [{ config }, { default: ui }, { i18n }, { createRoutes }] = await Promise.all([
    import('@vue/test-utils'),
    import('@nuxt/ui/vue-plugin'),
    import('../i18n'),
    import('../router'),
  ])
  config.global.plugins.push(i18n, createRoutes(), ui)
}

export {}
