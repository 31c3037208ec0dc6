import type { BrowserContext, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { phone, testBrowser } from '#tests/support/browser.ts'
import { openContext } from '#tests/support/tour.ts'
import { worldServer } from '#tests/support/world-server.ts'

/** A phone on a slow line, which drops its pages: what was answered before a script came stays, and what was not sent is kept. */
const w = await worldServer()
const browser = testBrowser()
let own: BrowserContext
beforeAll(async () => {
  own = await openContext(browser.get(), w, { viewport: phone }, 'patientA')
})
afterAll(() => own?.close())

const runAt = () => `/today/run?case=${w.world.one.a.caseId}`
const box = (page: Page, value: string) => page.locator(`[name=log_safety][value=${value}]`)
const kept = (page: Page) =>
  page.waitForFunction(() => Object.keys(localStorage).some((name) => name.startsWith('stepwise.run.')))

/** Opens a page whose scripts wait until they are let through. */
async function openSlowly(context: BrowserContext, path: string): Promise<{ page: Page; go: () => void }> {
  const page = await context.newPage()
  let go = () => {}
  const gate = new Promise<void>((resolve) => {
    go = resolve
  })
  await page.route(/\/_next\/static\/.*\.js/, (route) => gate.then(() => route.continue()))
  await page.goto(path, { waitUntil: 'domcontentloaded' })
  return { page, go }
}

it('a run that was not sent is kept, and a danger ticked before the script came stays ticked', async () => {
  const first = await own.newPage()
  await first.goto(runAt())
  await first.getByLabel('Distance').pressSequentially('7')
  await box(first, 'none').check({ force: true })
  await kept(first)
  await first.close()
  const { page, go } = await openSlowly(own, runAt())
  await box(page, 'calf_swollen').check({ force: true })
  go()
  await page.waitForFunction(() => document.querySelector<HTMLInputElement>('[name=distance]')?.value === '7')
  expect(await box(page, 'calf_swollen').isChecked()).toBe(true)
  expect(await box(page, 'none').isChecked()).toBe(false)
  await page.close()
})

it('today says what waits on the phone, until it is saved', async () => {
  const page = await own.newPage()
  await page.goto('/today')
  const waits = page.getByText('Your run of today is not saved yet')
  await waits.waitFor()
  await page.getByRole('link', { name: 'Open it to save it' }).click()
  await page.getByLabel('Time').fill('42')
  expect(await page.getByLabel('Distance').inputValue()).toBe('7')
  await page.locator('[name=finished][value=yes]').check({ force: true })
  await page.getByLabel('Kind of run').selectOption({ index: 1 })
  await page.getByLabel('Ground').selectOption({ index: 1 })
  await page.locator('[name=pain_during][value="2"]').check({ force: true })
  await box(page, 'none').check({ force: true })
  expect(await box(page, 'calf_swollen').isChecked()).toBe(false)
  await page.getByRole('button', { name: 'Save run' }).click()
  await page.getByText('Saved.', { exact: true }).waitFor()
  expect(
    await page.evaluate(() => Object.keys(localStorage).filter((name) => name.startsWith('stepwise.'))),
  ).toEqual([])
  expect(await waits.count()).toBe(0)
  await page.close()
})

it('the ticks of a questionnaire outlast a reload, and are gone once it is sent', async () => {
  const page = await own.newPage()
  const drafts = () =>
    page.evaluate(() => Object.keys(localStorage).filter((name) => name.startsWith('stepwise.form-')).length)
  await page.goto('/my/forms')
  await page
    .getByRole('link', { name: /\d+ questions?$/ })
    .first()
    .click()
  await page.getByText(/^\d+ questions?$/).waitFor()
  const first = page.locator('main form input[type=radio]').first()
  await first.check({ force: true })
  await page.waitForFunction(() =>
    Object.keys(localStorage).some((name) => name.startsWith('stepwise.form-')),
  )
  await page.reload()
  await page.waitForFunction(
    () => document.querySelector<HTMLInputElement>('main form input[type=radio]')?.checked,
  )
  await page.getByRole('button', { name: 'Save', exact: true }).click()
  await page.getByText(/^(Saved\.|Thank you)/).waitFor()
  await expect.poll(drafts).toBe(0)
  await page.close()
})

it('a page that was kept open says on the next day which day it saves to', async () => {
  const page = await own.newPage()
  await page.goto(`/today/morning?case=${w.world.one.a.caseId}`)
  await page.getByLabel('Anything to add?').pressSequentially('Stiff')
  const old = page.getByText(/^This page is from /)
  expect(await old.count()).toBe(0)
  await page.clock.setFixedTime(Date.now() + 26 * 3_600_000)
  await page.evaluate(() => dispatchEvent(new Event('pageshow')))
  await old.waitFor()
  await page.close()
})

it('the page of another day has an empty form, and the answers of the first day stay those of the first', async () => {
  const page = await own.newPage()
  const note = page.getByLabel('Anything to add?')
  const drafts = () =>
    page.evaluate(() =>
      Object.keys(localStorage)
        .filter((name) => name.startsWith('stepwise.morning.'))
        .map((name) => [name, localStorage.getItem(name) ?? ''] as const),
    )
  await page.goto('/today')
  await page.evaluate(() => localStorage.clear())
  await page.goto(`/today/morning?case=${w.world.one.a.caseId}`)
  const id = await page.locator('[name=id]').inputValue()
  await note.pressSequentially('Stiff')
  await box(page, 'calf_swollen').check({ force: true })
  await page.waitForFunction(() =>
    Object.values({ ...localStorage }).some((kept) => `${kept}`.includes('calf_swollen')),
  )
  const before = await drafts()
  expect(before).toHaveLength(1)
  await page.getByText('Another day', { exact: true }).click()
  await page.getByRole('link', { name: 'Yesterday', exact: true }).click()
  await page.waitForURL(/[?&]day=/)
  await page.getByText('Another day than yesterday', { exact: false }).waitFor()
  expect(await note.inputValue()).toBe('')
  expect(await box(page, 'calf_swollen').isChecked()).toBe(false)
  expect(await page.locator('[name=id]').inputValue()).not.toBe(id)
  await note.pressSequentially('Fine')
  await page.waitForFunction(
    () => Object.keys(localStorage).filter((name) => name.startsWith('stepwise.morning.')).length === 2,
  )
  const after = await drafts()
  expect(after).toContainEqual(before[0])
  await page.close()
})
