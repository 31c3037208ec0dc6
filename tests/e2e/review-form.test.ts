import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { addDays, dayText } from '#lib/dates.ts'
import { axeFindings } from '#tests/support/axe.ts'
import { phone, testBrowser } from '#tests/support/browser.ts'
import { today } from '#tests/support/days.ts'
import { fillSection } from '#tests/support/fill-intake.ts'
import { calmReviewAnswers } from '#tests/support/review-answers.ts'
import { openContext } from '#tests/support/tour.ts'
import { REVIEW_IN } from '#tests/support/world/base.ts'
import { worldServer } from '#tests/support/world-server.ts'

/** The form before a review on a phone, from the list of forms to the page of the physio. */
const w = await worldServer()
const browser = testBrowser()
const answers = calmReviewAnswers(today())
const calf = { ...answers, rf_calf_pain_swelling: 'yes', rf_dvt_risk: ['none'] }
const path = (page: Page) => new URL(page.url()).pathname
const waits = () => `Before your review on ${dayText(addDays(today(), REVIEW_IN), today())}`

/** Goes on until the check; an answer may open questions that a page without a script shows in a second round. */
async function fillAll(page: Page, base: string, hasScript: boolean): Promise<string[]> {
  const seen: string[] = []
  while (path(page) !== `${base}/check`) {
    const part = path(page)
    seen.push(part)
    if (seen.filter((one) => one === part).length > 4)
      throw new Error(`${part} does not go on: ${await page.getByRole('alert').allTextContents()}`)
    await fillSection(page, answers)
    await page.getByRole('button', { name: 'Continue' }).click()
    // Without a script the click itself waits for the page that answers, which may be the same part again.
    if (hasScript)
      await page.waitForURL((url) => url.pathname !== part, { timeout: 3000 }).catch(() => undefined)
  }
  return seen
}

describe('with a script', () => {
  let page: Page
  const base = () => `/my/forms/review/${w.world.one.a.reviewFormId}`
  beforeAll(async () => {
    page = await (await openContext(browser.get(), w, { viewport: phone }, 'patientA')).newPage()
  })
  afterAll(() => page?.context().close())

  it('is open twice: what one page typed is saved, and of what both typed she chooses', async () => {
    const other = await page.context().newPage()
    for (const one of [page, other]) await one.goto(`${base()}/running`)
    const saved = (one: Page) =>
      one
        .getByRole('status')
        .getByText(/^Saved\./)
        .waitFor()
    const box = (one: Page, name: string) => one.locator(`input[name=${name}]`)
    await box(other, 'km_week_now').fill('12')
    await box(other, 'runs_week_now').fill('3')
    await saved(other)
    await other.close()
    await box(page, 'km_week_now').fill('20')
    await page.getByText('Which answer is right?').waitFor()
    const choice = (name: RegExp) => page.getByRole('radio', { name })
    expect(await choice(/^The one from there\s*12 km/).count()).toBe(1)
    await page.getByRole('button', { name: 'Continue' }).click()
    await page.getByRole('alert').getByText('Choose which answer is right').waitFor()
    expect(path(page)).toBe(`${base()}/running`)
    expect(await box(page, 'km_week_now').inputValue()).toBe('20')
    expect(await axeFindings(page)).toEqual([])
    await choice(/^The one on this page\s*20 km/).check()
    await saved(page)
    expect(await page.getByText('Which answer is right?').count()).toBe(0)
    await page.reload()
    const values = await Promise.all(['km_week_now', 'runs_week_now'].map((id) => box(page, id).inputValue()))
    expect(values).toEqual(['20', '3'])
  })

  it('goes on where it stopped; a dangerous answer stops at once, before anything is sent', async () => {
    await page.goto('/my/forms')
    const link = page.getByRole('link', { name: waits() })
    expect(await link.textContent()).toContain('About 5 minutes')
    await link.click()
    await page.waitForURL(`**${base()}/safety`)
    await fillSection(page, calf)
    await page.waitForURL(`**${base()}/stop?to=safety`)
    expect(await page.locator('main').textContent()).toContain('Your answers are saved')
    await page.getByRole('button', { name: 'I understand, continue' }).click()
    await page.waitForURL(`**${base()}/safety`)
    expect(await page.locator('[name=rf_calf_pain_swelling][value=yes]').isChecked()).toBe(true)
  })

  it('leads to the words of an answer that was saved while the page was left', async () => {
    await page.locator('[name=rf_cold_pale_foot][value=yes]').check()
    await page.goto('about:blank')
    const { reviewFormId } = w.world.one.a
    await vi.waitFor(async () => {
      const rows = await w.snapshot
        .sql`SELECT 1 FROM "RedFlag" WHERE "intakeId" = ${reviewFormId} AND urgency = 'emergency'`
      expect(rows).toHaveLength(1)
    }, 10_000)
    await page.goto(`${base()}/safety`)
    expect(path(page)).toBe(`${base()}/stop`)
    expect(await page.locator('h1').textContent()).toContain('straight away')
    await page.getByRole('link', { name: 'Correct an answer' }).click()
    await page.waitForURL(`**${base()}/safety`)
  })

  it('is corrected, filled, checked and sent, and waits no longer', async () => {
    await fillAll(page, base(), true)
    await page.getByRole('button', { name: /^(Send my answers|My answers are right)/ }).click()
    await page.waitForURL(`**${base()}/sent`)
    expect(await page.locator('main').textContent()).toContain('Your physio reads your answers')
    await page.goto('/my/forms')
    expect(await page.getByRole('link', { name: waits() }).count()).toBe(0)
    await page.goto(`${base()}/safety`)
    expect(path(page)).toBe(`${base()}/sent`)
  })

  it('is answered on the page of the physio, who reads it there', async () => {
    const context = await openContext(browser.get(), w, {}, 'physioA')
    const desk = await context.newPage()
    await desk.goto(`/cases/${w.world.one.a.caseId}/reviews/new`)
    expect(await desk.locator('main').textContent()).toContain('Review form: answered by the patient today')
    await desk.getByRole('link', { name: 'Read the answers' }).click()
    await desk.waitForURL('**/intake?form=*')
    expect(await desk.locator('main').textContent()).toContain('by the patient')
    expect(await desk.locator('#answers').textContent()).toContain('In the morning the knee is stiff for')
    await context.close()
  })
})

describe('without a script', () => {
  let page: Page
  beforeAll(async () => {
    // Nobody has begun it.
    await w.snapshot.sql`UPDATE "Intake" SET "reviewOn" = NULL WHERE id = ${w.world.one.b.reviewFormId}`
    const view = { viewport: phone, javaScriptEnabled: false }
    page = await (await openContext(browser.get(), w, view, 'patientB')).newPage()
  })
  afterAll(() => page?.context().close())

  it('is begun, filled, checked and sent', async () => {
    await page.goto('/my/forms')
    await page.getByRole('link', { name: waits() }).click()
    expect(await page.getByRole('heading', { level: 1 }).textContent()).toBe(waits())
    await page.getByRole('button', { name: 'Begin' }).click()
    expect(path(page)).toMatch(/^\/my\/forms\/review\/[0-9a-f-]{36}\/safety$/)
    const base = path(page).replace('/safety', '')
    await fillSection(page, calf)
    await page.getByRole('button', { name: 'Continue' }).click()
    expect(path(page)).toBe(`${base}/stop`)
    await page.getByRole('link', { name: 'Correct an answer' }).click()
    const seen = await fillAll(page, base, false)
    // Seven parts, and the words once more: what was raised is settled by the clinic, not by another answer.
    expect(new Set(seen).size).toBe(8)
    await page.getByRole('button', { name: /send/i }).click()
    expect(path(page)).toBe(`${base}/sent`)
    await page.goto('/my/forms')
    expect(await page.getByRole('link', { name: waits() }).count()).toBe(0)
  })
})
