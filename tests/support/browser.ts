import { type Browser, type BrowserContextOptions, chromium, type Page } from 'playwright-core'
import { afterAll, beforeAll } from 'vitest'
import { browserOptions } from './server.ts'

/** What a page has complained about: errors on its console, refusals by its content policy, exceptions. */
export type Watched = { page: Page; complaints: string[] }

export const demoPassword = 'stepwise-demo'

/** One browser for the calling file. */
export function testBrowser(): { get: () => Browser } {
  let browser: Browser | undefined
  beforeAll(async () => {
    browser = await chromium.launch(browserOptions())
  })
  afterAll(async () => {
    await browser?.close()
  })
  return {
    get: () => {
      if (!browser) throw new Error('the browser runs within tests only')
      return browser
    },
  }
}

/** A page of its own device: nothing of another page's cookies. `baseURL` lets tests name paths. */
export async function newDevice(browser: Browser, options: BrowserContextOptions): Promise<Watched> {
  const context = await browser.newContext({ reducedMotion: 'reduce', serviceWorkers: 'block', ...options })
  const page = await context.newPage()
  const complaints: string[] = []
  page.on('console', (message) => {
    if (message.type() === 'error') complaints.push(`${new URL(page.url()).pathname}: ${message.text()}`)
  })
  page.on('pageerror', (error) => complaints.push(`${new URL(page.url()).pathname}: ${error.message}`))
  return { page, complaints }
}

export async function signIn(page: Page, email: string, password = demoPassword): Promise<void> {
  await page.goto('/sign-in')
  await page.getByLabel('E-mail').fill(email)
  await page.getByLabel('Password', { exact: true }).fill(password)
  await page.getByRole('button', { name: 'Sign in', exact: true }).click()
  await page.waitForURL((url) => url.pathname !== '/sign-in')
}

export const desk = { width: 1440, height: 900 }
export const phone = { width: 390, height: 844 }
