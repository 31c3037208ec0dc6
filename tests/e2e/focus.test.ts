import type { Page } from 'playwright-core'
import { expect, it } from 'vitest'
import { desk, phone, testBrowser } from '#tests/support/browser.ts'
import { Keyboard } from '#tests/support/keyboard.ts'
import { type Stop, stops, tour } from '#tests/support/tour.ts'
import { worldServer } from '#tests/support/world-server.ts'

/** Tab through every page: the first stop skips to the content, and each of the next 50 is to be seen. */
const w = await worldServer()
const browser = testBrowser()
const isPatients = ({ address }: Stop) => /^\/(my|today|f)\b/.test(address)

async function tabThrough(page: Page): Promise<string[]> {
  const keyboard = new Keyboard(page)
  const first = await keyboard.walk(1)
  await keyboard.press('Enter')
  const isInMain = await page.evaluate(() => document.activeElement?.id === 'main')
  await keyboard.walk(50)
  const skips = first[0]?.includes('Skip to the content') && isInMain
  return [...(skips ? [] : [`the first stop is ${first[0]}`]), ...new Set(keyboard.findings)]
}

it.each([
  ['a phone', phone, true],
  ['a desk', desk, false],
])(
  'the focus is to be seen all the way through each page on %s',
  { timeout: 600_000 },
  async (_name, viewport, patients) => {
    const list = stops(w).filter((stop) => isPatients(stop) === patients)
    expect(list.length).toBeGreaterThan(12)
    expect(await tour(browser.get(), w, { viewport }, tabThrough, list)).toEqual([])
  },
)
