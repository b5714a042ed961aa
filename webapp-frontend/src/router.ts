import { createRouter, createWebHashHistory } from 'vue-router'
import LiveView from './views/LiveView.vue'

/** The views, in the order of the navigation. */
export const VIEWS = ['live', 'in-flight', 'sessions', 'insights'] as const
export type ViewName = (typeof VIEWS)[number]

/**
 * Behind the hash, so that every view has an address under any context root, without a rule of the server's. What is
 * shown is in the address: a link shows a colleague the same.
 */
export function createRoutes() {
  return createRouter({
    history: createWebHashHistory(),
    routes: [
      { path: '/', name: 'live', component: LiveView },
      { path: '/in-flight', name: 'in-flight', component: () => import('./views/InFlightView.vue') },
      { path: '/sessions/:sessionId?', name: 'sessions', component: () => import('./views/SessionsView.vue') },
      { path: '/insights', name: 'insights', component: () => import('./views/InsightsView.vue') },
      { path: '/:rest(.*)*', redirect: { name: 'live' } },
    ],
  })
}
