// Before the first paint, and a file of its own since the page allows no inline script: no flash of the other theme.
;(function () {
  var chosen = null
  try {
    chosen = localStorage.getItem('vueuse-color-scheme')
  } catch {
    // Without storage the system decides.
  }
  var dark = chosen === 'dark' || (chosen !== 'light' && matchMedia('(prefers-color-scheme: dark)').matches)
  document.documentElement.classList.toggle('dark', dark)
})()
