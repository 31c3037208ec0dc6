import type { Page } from 'playwright-core'
import { afterAll, beforeAll, inject } from 'vitest'
import { demoPassword, desk, newDevice, type testBrowser } from './browser.ts'
import { Keyboard } from './keyboard.ts'

/** Somebody at a desk who has a keyboard alone and signs in with it: one page for all tests of the calling file. */
export function keyboardDesk(browser: ReturnType<typeof testBrowser>, email: string) {
  let device: { page: Page; keys: Keyboard } | undefined
  beforeAll(async () => {
    const { page } = await newDevice(browser.get(), { baseURL: inject('serverUrl'), viewport: desk })
    const keys = new Keyboard(page)
    device = { page, keys }
    await page.goto('/sign-in')
    await keys.fill(page.getByLabel('E-mail'), email)
    await keys.fill(page.getByLabel('Password', { exact: true }), demoPassword)
    await keys.press('Enter')
    await page.waitForURL((url) => url.pathname !== '/sign-in')
  })
  afterAll(() => device?.page.context().close())
  return () => {
    if (!device) throw new Error('signing in did not work')
    const { page, keys } = device
    return {
      page,
      keys,
      button: (name: string | RegExp) => page.getByRole('button', { name }).first(),
      link: (name: string | RegExp) => page.getByRole('link', { name }).first(),
      focused: () => page.locator(':focus'),
      inSummary: () => page.evaluate(() => document.activeElement?.closest('[role=alert]') != null),
    }
  }
}
