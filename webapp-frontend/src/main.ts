import ui from '@nuxt/ui/vue-plugin'
import { createApp } from 'vue'
import App from './App.vue'
import './assets/main.css'
import { i18n } from './i18n'
import { createRoutes } from './router'
import { mendLanguage } from './services/browserLanguage'
import { takeStartKey } from './services/startKey'

mendLanguage()
const startKey = takeStartKey()
createApp(App, { startKey }).use(i18n).use(createRoutes()).use(ui).mount('#app')
