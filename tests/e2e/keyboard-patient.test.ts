import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, inject, it } from 'vitest'
import { demoPassword, newDevice, phone, testBrowser } from '#tests/support/browser.ts'
import { Keyboard } from '#tests/support/keyboard.ts'
import { planEveryDay } from '#tests/support/plan-every-day.ts'

/** A patient's day with the keys alone, on a page as narrow as a phone. */
const browser = testBrowser()
let page: Page
let keys: Keyboard
beforeAll(async () => {
  await planEveryDay(inject('serverOwnerUrl'), 'Pablo Muestra')
  const baseURL = inject('serverUrl')
  page = (await newDevice(browser.get(), { baseURL, viewport: phone })).page
  keys = new Keyboard(page)
})
afterAll(() => page?.context().close())

const button = (name: string | RegExp) => page.getByRole('button', { name })
const link = (name: string | RegExp) => page.getByRole('link', { name })
const group = (name: string | RegExp) => page.getByRole('radiogroup', { name })
const inSummary = () =>
  page.evaluate(() => document.activeElement?.closest('[role=alert]')?.querySelector('h2') != null)
const home = (url: URL) => url.pathname === '/today'

it('skips to the content, is told of a wrong password, and signs in', async () => {
  await page.goto('/sign-in')
  await keys.press('Tab')
  expect(await keys.where()).toContain('Skip to the content')
  await keys.press('Enter')
  expect(await page.evaluate(() => document.activeElement?.id)).toBe('main')
  await keys.fill(page.getByLabel('E-mail'), 'pablo.muestra@demo.example')
  await keys.fill(page.getByLabel('Password', { exact: true }), 'not this one')
  await keys.press('Enter')
  await page.getByRole('alert').filter({ hasText: /./ }).first().waitFor()
  expect(await inSummary()).toBe(true)
  await keys.fill(page.getByLabel('Password', { exact: true }), demoPassword)
  await keys.press('Enter')
  await page.waitForURL(home)
})

it('enters pain in few keys', async () => {
  const before = keys.presses
  await keys.activate(link(/^Pain now/))
  await page.waitForURL(/\/pain/)
  await keys.activate(button(/^4$/))
  await page.waitForURL(home)
  expect(await link(/^Pain now/).textContent()).toContain('4 of 10')
  expect(keys.presses - before).toBeLessThan(30)
})

it('enters a run; a refusal takes the focus to what is wrong', async () => {
  await keys.activate(link(/^Add a run/))
  await page.waitForURL(/\/run/)
  await keys.activate(button('Save run'))
  await page.getByRole('link', { name: /./ }).and(page.locator('[role=alert] a')).first().waitFor()
  expect(await inSummary()).toBe(true)
  await keys.to(page.locator('[role=alert] a').first())
  await keys.press('Enter')
  expect(await page.evaluate(() => document.activeElement?.getAttribute('name'))).toBe('distance')
  await keys.fill(page.getByLabel('Distance'), '6.4')
  await keys.fill(page.getByLabel('Time'), '41')
  await keys.choose(group('Did you finish it as planned?'), 'yes')
  await keys.pickNext(page.getByLabel('Kind of run'))
  await keys.pickNext(page.getByLabel('Ground'))
  await keys.choose(group('Worst knee pain during the run'), '3')
  await keys.activate(page.locator('[name=log_safety][value=none]'), 'Space')
  await keys.activate(button('Save run'))
  await page.waitForURL(home)
  expect(await link(/^Add a run/).textContent()).toContain('6.4 km')
})

it('does a session, one exercise at a time; the focus stays in it', async () => {
  await page.goto('/today/session')
  const setDone = button(/^(Done|Set \d+ done)$/)
  const skipRest = button('Skip rest')
  await setDone.waitFor()
  const count = await page.locator('[name^="items."][value=planned]').count()
  const isInFlow = () => page.evaluate(() => document.activeElement?.closest('form') != null)
  for (let at = 0; at < count; at += 1) {
    await page
      .getByText(`${at + 1} of ${count}`, { exact: true })
      .first()
      .waitFor()
    while ((await setDone.count()) > 0) {
      await keys.activate(setDone)
      expect(await isInFlow()).toBe(true)
      if ((await skipRest.count()) > 0) await keys.activate(skipRest)
      expect(await isInFlow()).toBe(true)
    }
    const onward = button(/^(Next exercise|To the last page)$/)
    if (at === 0) {
      await keys.activate(onward)
      await page.getByRole('alert').filter({ hasText: 'Choose how much the knee hurt' }).waitFor()
    }
    await keys.choose(group('Worst knee pain during it'), '1')
    await keys.activate(onward)
    expect(await isInFlow()).toBe(true)
  }
  await keys.activate(page.locator('[name=log_safety][value=none]'), 'Space')
  await keys.activate(button('Save session'))
  await page.waitForURL(home)
})

it('the focus was to be seen at every stop', () => {
  expect([...new Set(keys.findings)]).toEqual([])
})
