import type { Page } from 'playwright-core'
import { expect, it } from 'vitest'
import { newId } from '#lib/ids.ts'
import { axeFindings } from '#tests/support/axe.ts'
import { desk, phone, testBrowser } from '#tests/support/browser.ts'
import { openContext } from '#tests/support/tour.ts'
import { worldServer } from '#tests/support/world-server.ts'

/** What comes in while a page of the clinic is open. */
const w = await worldServer()
const browser = testBrowser()

let raised = 0
/** In the case of physio A's patient. */
async function raiseUrgentAlert(): Promise<void> {
  const { clinicId, a } = w.world.one
  raised += 1
  await w.snapshot.sql`
    INSERT INTO "Alert" (id, "clinicId", "patientId", "caseId", "alertId", severity, "ruleSetVersion", inputs)
    VALUES (${newId()}, ${clinicId}, ${a.patientId}, ${a.caseId}, ${`al_live_${raised}`}, 'urgent', 1, '{}')`
}

/** By an answer in a log of the same patient. */
async function raiseFlag(flagId: string): Promise<void> {
  const { clinicId, a } = w.world.one
  await w.snapshot.sql`
    INSERT INTO "RedFlag" (id, "clinicId", "patientId", "caseId", source, "flagId", urgency, block, "ruleSetVersion", inputs)
    VALUES (${newId()}, ${clinicId}, ${a.patientId}, ${a.caseId}, 'log', ${flagId}, 'emergency', 'programme', 1, '{}')`
}

/** Once the page listens: the server has told it the numbers. */
async function open(
  path: string,
  viewport: typeof desk,
  actor: 'physioA' | 'physioB' = 'physioA',
): Promise<Page> {
  const context = await openContext(browser.get(), w, { viewport }, actor)
  const page = await context.newPage()
  const listening = page.waitForRequest((request) => request.url().endsWith('/api/live'))
  await page.goto(path)
  await listening
  return page
}
const news = (page: Page) => page.getByRole('status').filter({ hasText: 'came up' })
const urgent = (page: Page) =>
  page
    .getByRole('navigation', { name: 'Main' })
    .getByRole('link', { name: /Alerts/ })
    .textContent()

it('an urgent alert is told on the page that is open, and one press leads to it', async () => {
  const page = await open('/caseload', desk)
  const before = await urgent(page)
  await raiseUrgentAlert()
  await news(page).getByText('An urgent alert came up').waitFor()
  expect(await urgent(page)).not.toBe(before)
  expect(await axeFindings(page)).toEqual([])
  await news(page).getByRole('link', { name: 'Open alerts' }).click()
  await page.waitForURL(/\/alerts$/)
  await page.getByRole('heading', { name: 'Alerts', level: 1 }).waitFor()
  expect(await news(page).count()).toBe(0)
  await page.context().close()
})

it('a further dangerous answer is news while its alert is open', async () => {
  const page = await open('/caseload', desk)
  const before = await urgent(page)
  const { a } = w.world.one
  await w.snapshot.sql`
    WITH said AS (INSERT INTO "AlertEvent" (id, "clinicId", "patientId", "caseId", "alertRowId", kind, severity)
      SELECT ${newId()}, "clinicId", "patientId", "caseId", id, 'again', severity FROM "Alert"
      WHERE "caseId" = ${a.caseId} AND severity = 'urgent' AND "closedAt" IS NULL LIMIT 1 RETURNING "alertRowId")
    UPDATE "Alert" SET inputs = inputs WHERE id IN (SELECT "alertRowId" FROM said)`
  await page.getByRole('status').getByText('Something urgent was told').waitFor()
  expect(await urgent(page)).toBe(before)
  await page.context().close()
})

it('what is being typed stays, and later means until the next one', async () => {
  const page = await open(`/cases/${w.world.one.a.caseId}/notes/${w.world.one.a.openNoteId}`, phone)
  const plan = page.getByRole('textbox', { name: 'Plan', exact: true })
  await plan.fill('In the middle of a')
  await raiseUrgentAlert()
  await news(page).waitFor()
  expect(await plan.evaluate((box) => box === document.activeElement)).toBe(true)
  expect(await plan.inputValue()).toBe('In the middle of a')
  const box = await news(page).boundingBox()
  expect(box && box.x >= 0 && box.x + box.width <= phone.width && box.y >= 0).toBe(true)
  await news(page).getByRole('button', { name: 'Later' }).click()
  await news(page).waitFor({ state: 'detached' })
  await raiseUrgentAlert()
  await raiseUrgentAlert()
  await news(page)
    .getByText(/^(An urgent alert|2 urgent alerts) came up$/)
    .waitFor()
  await page.context().close()
})

it('the banner of a case says what was told since, once the page is turned', async () => {
  const page = await open(`/cases/${w.world.one.a.caseId}/notes`, desk)
  const banner = page.locator('.patient-banner')
  const said = async () => Number(/(\d+) urgent flag/.exec((await banner.textContent()) ?? '')?.[1] ?? 0)
  const before = await said()
  for (const [number, tab] of ['Letters', 'Notes'].entries()) {
    await raiseFlag(['flag_cauda_equina', 'flag_chest_breath'][number] ?? '')
    const link = banner.getByRole('link', { name: tab })
    await link.press('Enter')
    await page.waitForURL(new RegExp(`/${tab.toLowerCase()}$`))
    await expect.poll(said).toBe(before + 1 + number)
    expect(await link.evaluate((own) => own === document.activeElement)).toBe(true)
  }
  await page.context().close()
})

it('a physio outside the team hears nothing of it', async () => {
  const page = await open('/caseload', desk, 'physioB')
  const before = await urgent(page)
  await raiseUrgentAlert()
  // Long enough for a look and its rest.
  await page.waitForTimeout(2_500)
  expect(await news(page).count()).toBe(0)
  expect(await urgent(page)).toBe(before)
  await page.context().close()
})

it('a server that is told to stop does not wait for the pages that listen', async () => {
  const page = await open('/caseload', desk)
  await expect.poll(() => urgent(page)).toMatch(/urgent/)
  const begun = performance.now()
  await w.server.stop()
  // After 8 seconds it would have been killed.
  expect(performance.now() - begun).toBeLessThan(6_000)
  await page.context().close()
})
