import type { Page } from 'playwright-core'
import { expect, it } from 'vitest'
import { axeFindings } from '#tests/support/axe.ts'
import { desk, phone, testBrowser } from '#tests/support/browser.ts'
import { sidewaysFindings, smallTargets } from '#tests/support/measure.ts'
import { type Stop, stops, tour } from '#tests/support/tour.ts'
import { worldServer } from '#tests/support/world-server.ts'

/**
 * The patient's pages under axe on a phone; where there is little room nothing scrolls sideways, and a finger hits what she
 * taps. `npm run trial:axe` looks at every page of the build, on both devices, in the light and in the dark: it takes too long
 * to be run each time.
 */
const everyLook = process.env.STEPWISE_AXE === 'every'
const w = await worldServer()
const browser = testBrowser()
const isPatients = ({ address }: Stop) => /^\/(my|today|f|sign-in|reset|invitation)\b/.test(address)
/** Those that she opens from day to day; not what is filled by hand in one list. */
const hasTabs = ({ address }: Stop) => /^\/(my\b|today(?!\/session))/.test(address)
const named = (name: string, findings: string[]) => findings.map((finding) => `${name}: ${finding}`)

/** Loaded again: what stands in a closed disclosure keeps the colors that it was first drawn with. */
async function darken(page: Page): Promise<void> {
  await page.emulateMedia({ colorScheme: 'dark' })
  await page.reload()
}

/** As tall as the page: what floats at an edge of the window covers what can be scrolled to, wherever a row happens to end. */
async function showAll(page: Page, { width, height }: { width: number; height: number }): Promise<void> {
  await page.setViewportSize({ width, height })
  const whole = await page.evaluate(() => document.documentElement.scrollHeight)
  await page.setViewportSize({ width, height: Math.max(height, whole) })
}

async function look(page: Page, stop: Stop): Promise<string[]> {
  const [own, other] = isPatients(stop) ? [phone, desk] : [desk, phone]
  const found: string[] = []
  if (isPatients(stop)) found.push(...named('less than 44 px', await smallTargets(page, 44)))
  if (hasTabs(stop)) {
    await page.setViewportSize({ width: 195, height: 422 })
    found.push(...named('200 % zoom of a phone', await sidewaysFindings(page)))
  }
  await page.setViewportSize({ width: 320, height: 700 })
  found.push(...named('400 % zoom', await sidewaysFindings(page)))
  await page.setViewportSize({ width: 720, height: 450 })
  found.push(...named('200 % zoom', await sidewaysFindings(page)))
  if (everyLook) {
    await showAll(page, other)
    found.push(...named('other device', await axeFindings(page)))
  }
  await showAll(page, own)
  found.push(...named('axe', await axeFindings(page)))
  if (!everyLook) return found
  await darken(page)
  return [...found, ...named('dark', await axeFindings(page, 'colors'))]
}

it('nothing is wrong with any page that is looked at', { timeout: 900_000 }, async () => {
  expect(stops(w).length).toBeGreaterThan(40)
  const view = { viewport: phone, hasTouch: true, colorScheme: 'light' } as const
  const list = stops(w).filter((stop) => everyLook || isPatients(stop))
  expect(list.length).toBeGreaterThan(15)
  expect(await tour(browser.get(), w, view, look, list)).toEqual([])
})
