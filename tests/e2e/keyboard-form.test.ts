import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { newDevice, phone, testBrowser } from '#tests/support/browser.ts'
import { Keyboard } from '#tests/support/keyboard.ts'
import { worldServer } from '#tests/support/world-server.ts'

/** The form by link with the keys alone: the birth date, and where it hurts on the map of the knee. */
const w = await worldServer()
const browser = testBrowser()
let page: Page
let keys: Keyboard
/** As the clinic wrote it, and as the patient signs. */
let name = ''
beforeAll(async () => {
  const baseURL = w.server.url
  page = (await newDevice(browser.get(), { baseURL, viewport: phone })).page
  keys = new Keyboard(page)
})
afterAll(() => page?.context().close())

it('opens with the birth date; what is missing takes the focus to its summary', async () => {
  await page.goto(w.form.path)
  for (const [part, text] of Object.entries({ day: '17', month: '5', year: '1990' }))
    await keys.fill(page.locator(`[name="birth.${part}"]`), text)
  await keys.press('Enter')
  await page.waitForURL(/\/identity$/)
  name = await page.locator('[name=full_name]').inputValue()
  expect(name).not.toBe('')
  await keys.activate(page.getByRole('button', { name: 'Continue' }))
  await page.getByText('Please look at the marked answers.').waitFor()
  expect(await page.evaluate(() => document.activeElement?.closest('[role=alert]') != null)).toBe(true)
})

it('marks places on the map and chooses the main one', async () => {
  const consent = `${w.form.path}/consent`
  await page.goto(consent)
  for (const yes of await page.locator('form [value=yes]:enabled').all()) {
    const field = await yes.getAttribute('name')
    if (await yes.isChecked()) continue
    if ((await yes.getAttribute('type')) === 'checkbox') await keys.activate(yes, 'Space')
    else
      await keys.choose(page.getByRole('radiogroup').filter({ has: page.locator(`[name=${field}]`) }), 'yes')
  }
  await keys.fill(page.locator('[name=consent_name]'), name)
  await keys.activate(page.getByRole('button', { name: 'Continue' }))
  await page.waitForURL((url) => url.pathname !== consent)
  await page.goto(`${w.form.path}/location`)
  const places = ['left:zone_peripatellar', 'left:zone_patellar_tendon']
  for (const place of places)
    await keys.activate(page.locator(`[name=pain_zones][value="${place}"]`), 'Space')
  expect(await page.locator('[name=pain_zones]:checked').count()).toBe(2)
  await keys.choose(
    page.getByRole('radiogroup', { name: 'Which one is the main spot?' }),
    'zone_peripatellar:left',
  )
  expect(await page.locator('[name=pain_zone_main]:checked').getAttribute('value')).toBe(
    'zone_peripatellar:left',
  )
})

it('the focus was to be seen at every stop', () => {
  expect([...new Set(keys.findings)]).toEqual([])
})
