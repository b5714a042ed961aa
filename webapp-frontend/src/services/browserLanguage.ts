/**
 * Gives the browser a language that Intl takes. In the POSIX locale Chromium calls its own "en-US@posix", Intl throws
 * at that, and so does a library that formats in the browser's language as it is loaded (uPlot), which would leave its
 * view closed.
 */
export function mendLanguage(browser: Pick<Navigator, 'language'> = navigator): void {
  try {
    Intl.getCanonicalLocales(browser.language)
  } catch {
    Object.defineProperty(browser, 'language', { value: 'en-US', configurable: true })
  }
}
