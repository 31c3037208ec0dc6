import type { Page } from 'playwright-core'
import { beforeEach, expect, it } from 'vitest'
import { hashToken } from '#lib/accounts/tokens.ts'
import { newId } from '#lib/ids.ts'
import { axeFindings } from '#tests/support/axe.ts'
import { desk, phone, testBrowser } from '#tests/support/browser.ts'
import { openContext } from '#tests/support/tour.ts'
import { worldServer } from '#tests/support/world-server.ts'

/** A screen that the next person sees as well: what is left on it when somebody is signed out, or has closed her form. */
const w = await worldServer()
const browser = testBrowser()
beforeEach(() => w.snapshot.restore())

const chart = () => `/cases/${w.world.one.a.caseId}/notes/${w.world.one.a.openNoteId}`
const cover = (page: Page) => page.getByRole('alert').filter({ hasText: 'You are signed out' })
const ofPatient = /(CANARY|PERSON)-ONE-PATIENT/
/** How much of a record somebody can read there. */
const readable = (page: Page) => page.getByText(ofPatient).filter({ visible: true }).count()

async function listening(page: Page, path: string): Promise<void> {
  const line = page.waitForRequest((request) => request.url().endsWith('/api/live'))
  await page.goto(path)
  await line
}

const setRevoked = (to: 'now()' | 'NULL') =>
  w.snapshot.sql.unsafe(`UPDATE "Session" SET "revokedAt" = ${to} WHERE "tokenHash" = $1`, [
    hashToken('session-ONE-physioA'),
  ])

/** Makes the server look who is there at once, and not with its next beat. */
async function raiseAlert(): Promise<void> {
  const { clinicId, a } = w.world.one
  await w.snapshot.sql`
    INSERT INTO "Alert" (id, "clinicId", "patientId", "caseId", "alertId", severity, "ruleSetVersion", inputs)
    VALUES (${newId()}, ${clinicId}, ${a.patientId}, ${a.caseId}, 'al_shared', 'urgent', 1, '{}')`
}

it('a session that ends covers the chart, and what was typed is there for whoever signs in again', async () => {
  const context = await openContext(browser.get(), w, { viewport: desk }, 'physioA')
  const page = await context.newPage()
  await listening(page, chart())
  const title = await page.title()
  const plan = page.getByRole('textbox', { name: 'Plan', exact: true })
  await plan.fill('In the middle of a')
  expect(await readable(page)).toBeGreaterThan(0)
  await setRevoked('now()')
  await raiseAlert()
  await cover(page).waitFor()
  expect(await readable(page)).toBe(0)
  expect(await page.title()).toBe('You are signed out')
  expect(await plan.isVisible()).toBe(false)
  expect(await axeFindings(page)).toEqual([])
  await setRevoked('NULL')
  await page.evaluate(() => window.dispatchEvent(new Event('focus')))
  await cover(page).waitFor({ state: 'detached' })
  expect(await plan.inputValue()).toBe('In the middle of a')
  expect(await page.title()).toBe(title)
  await context.close()
})

it('signing out in one tab covers the other, and going back shows nothing', async () => {
  const context = await openContext(browser.get(), w, { viewport: desk }, 'physioA')
  const [page, other] = [await context.newPage(), await context.newPage()]
  await listening(other, chart())
  await page.bringToFront()
  await listening(page, chart())
  await page.locator('button[aria-haspopup=dialog]:visible').last().click()
  await page.getByRole('button', { name: 'Sign out', exact: true }).click()
  await page.waitForURL('**/sign-in')
  await other.bringToFront()
  await cover(other).waitFor()
  expect(await readable(other)).toBe(0)
  await page.bringToFront()
  await page.goBack()
  await page.waitForTimeout(1_000)
  expect(await readable(page)).toBe(0)
  await context.close()
})

it('a patient signs out here, and everywhere', async () => {
  for (const name of ['Sign out', 'Sign out everywhere']) {
    await w.snapshot.restore()
    // Somewhere else she is signed in as well.
    await w.snapshot.sql`
      INSERT INTO "Session" SELECT (jsonb_populate_record(s, jsonb_build_object('id', gen_random_uuid(), 'tokenHash', 'elsewhere'))).*
      FROM "Session" s WHERE s."tokenHash" = ${hashToken('session-ONE-patientA')}`
    const context = await openContext(browser.get(), w, { viewport: phone }, 'patientA')
    const page = await context.newPage()
    await page.goto('/my/record')
    await page.getByRole('button', { name, exact: true }).click()
    await page.waitForURL('**/sign-in')
    const open = await w.snapshot.sql`
      SELECT 1 FROM "Session" s JOIN "Session" o ON o."accountId" = s."accountId" AND o."revokedAt" IS NULL
      WHERE s."tokenHash" = 'elsewhere'`
    expect(open).toHaveLength(name === 'Sign out' ? 1 : 0)
    await context.close()
  }
})

it('a form that is closed on the device is not gone back to', async () => {
  const context = await openContext(browser.get(), w, { viewport: phone }, 'linkHolder')
  const page = await context.newPage()
  await page.goto(`${w.form.path}/identity`)
  await page.locator('[name=preferred_name]').fill('Idy')
  await page.getByRole('button', { name: 'Close the form on this device' }).click()
  await page.getByRole('button', { name: 'Open my form' }).waitFor()
  await page.goBack()
  await page.waitForTimeout(1_000)
  expect(await page.locator('[name=preferred_name]').count()).toBe(0)
  const [stored] = await w.snapshot.sql`
    SELECT answers->>'preferred_name' AS name FROM "IntakeAnswers" WHERE "intakeId" = ${w.form.intakeId}`
  expect(stored?.name).toBe('Idy')
  await context.close()
})

it('a patient who signs out leaves nothing to go back to, not even a page that the browser kept as it was left', async () => {
  const context = await openContext(browser.get(), w, { viewport: phone }, 'patientA')
  const [page, left] = [await context.newPage(), await context.newPage()]
  const shownAgain = () =>
    left.evaluate(() => dispatchEvent(new PageTransitionEvent('pageshow', { persisted: true })))
  await left.goto('/my/progress')
  await left.waitForLoadState('networkidle')
  await page.goto('/my/program')
  await page.getByRole('link', { name: 'Me', exact: true }).click()
  await page.waitForURL('**/my/record')
  await shownAgain()
  expect(await left.locator('main').isVisible()).toBe(true)
  await page.getByRole('button', { name: 'Sign out', exact: true }).click()
  await page.waitForURL('**/sign-in')
  await shownAgain()
  await left.waitForURL('**/sign-in?next=**')
  await page.goBack()
  await page.waitForURL('**/sign-in?next=**')
  expect(await page.locator('#kept-copy').count()).toBe(0)
  await context.close()
})
