import { chromium } from 'playwright-core'
import { browserOptions } from '#tests/support/server.ts'
import type { Target } from './load.ts'

/** What a browser sends when a link is clicked: headers, and a mark of them in the address. */
export type Click = { headers: Record<string, string>; mark: string }

/**
 * How a browser asks for a page when its link is clicked: the frame stays, and what comes is the page alone, without HTML. Read
 * from a real click on `link` on the page `from`; every other page of the same frame is asked for in the same way.
 */
export async function clickOn(url: string, cookie: string, from: string, link: string): Promise<Click> {
  const browser = await chromium.launch(browserOptions())
  try {
    const context = await browser.newContext({ viewport: { width: 1440, height: 900 } })
    const cut = cookie.indexOf('=')
    await context.addCookies([{ name: cookie.slice(0, cut), value: cookie.slice(cut + 1), url }])
    const page = await context.newPage()
    await page.goto(new URL(from, url).href)
    // A page that does not listen yet is loaded anew by a click.
    await page.waitForTimeout(2000)
    const asked = page.waitForRequest((request) => request.headers().rsc === '1')
    await page.locator(`a[href="${link}"]`).first().click()
    const request = await asked
    const sent = Object.entries(request.headers())
    return {
      headers: Object.fromEntries(sent.filter(([name]) => name === 'rsc' || name.startsWith('next-'))),
      mark: new URL(request.url()).searchParams.get('_rsc') ?? '',
    }
  } finally {
    await browser.close()
  }
}

/** The page at `path` as a click on its link asks for it. */
export const clicked = (url: string, cookie: string, { headers, mark }: Click, path: string): Target => ({
  url,
  expect: 200,
  shot: () => ({
    path: `${path}${path.includes('?') ? '&' : '?'}_rsc=${mark}`,
    headers: { ...headers, cookie },
  }),
})
