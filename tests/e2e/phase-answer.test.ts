import type { Page } from 'playwright-core'
import { beforeEach, expect, it } from 'vitest'
import { axeFindings } from '#tests/support/axe.ts'
import { desk, phone, testBrowser } from '#tests/support/browser.ts'
import { buildingDistance, readyForNextPhase } from '#tests/support/ready-phase.ts'
import { openContext } from '#tests/support/tour.ts'
import { worldServer } from '#tests/support/world-server.ts'
import { screened } from './access/writes/intake.ts'

/** An advised change of phase, answered in a browser, and the distance of a week on both sides. */
const w = await worldServer()
const browser = testBrowser()
const one = () => w.world.one.a
const programAt = () => `/cases/${one().caseId}/program`

beforeEach(async () => {
  await w.snapshot.restore()
  await screened(w)
  await readyForNextPhase(w.snapshot.sql, one())
})

async function open(
  path: string,
  more: object = {},
  actor: 'physioA' | 'patientA' = 'physioA',
): Promise<Page> {
  const context = await openContext(browser.get(), w, { viewport: desk, ...more }, actor)
  const page = await context.newPage()
  await page.goto(path)
  return page
}
const accept = (page: Page) => page.getByRole('button', { name: 'Accept', exact: true })
/** The phase that the patient is in, above its exercises. */
const phase = (page: Page, name: string) => page.getByRole('heading', { name: new RegExp(`^${name} ?week`) })

it.each([true, false])(
  'begins with one press; the second physio is told (script: %s)',
  async (javaScriptEnabled) => {
    const first = await open(programAt(), { javaScriptEnabled })
    const second = await open(programAt(), { javaScriptEnabled })
    await phase(first, 'Thigh 1').waitFor()
    await accept(first).click()
    await phase(first, 'Thigh 2').waitFor()
    await accept(second).click()
    await second.getByText('Somebody changed this program meanwhile').first().waitFor()
    const [row] = await w.snapshot
      .sql`SELECT count(*)::int AS rows FROM "Suggestion" WHERE "caseId" = ${one().caseId} AND state = 'accepted'`
    expect(row?.rows).toBe(1)
  },
)

it('is declined with a reason, and Change opens the sheet of the page', async () => {
  const page = await open(programAt())
  expect(await axeFindings(page)).toEqual([])
  await page.getByRole('button', { name: 'Change', exact: true }).click()
  await page.getByRole('dialog', { name: 'Change phase' }).getByLabel('The patient is in').waitFor()
  await page.keyboard.press('Escape')
  await page.getByRole('button', { name: 'Decline', exact: true }).click()
  const sheet = page.getByRole('dialog', { name: 'Decline the next phase' })
  await sheet.getByLabel(/^Why/).fill('Wait for the race')
  await sheet.getByRole('button', { name: 'Decline', exact: true }).click()
  await page.getByText('Ready for Thigh 2, declined').waitFor()
  expect(await page.locator('main').textContent()).toContain('Wait for the race')
  expect(await accept(page).count()).toBe(0)
})

it.each([true, false])(
  'declined by one, the second is told in words that can be seen (script: %s)',
  async (javaScriptEnabled) => {
    const [first, second] = [
      await open(programAt(), { javaScriptEnabled }),
      await open(programAt(), { javaScriptEnabled }),
    ]
    const decline = async (page: Page, why: string) => {
      const sheet = page.getByRole('dialog', { name: 'Decline the next phase' })
      await page.getByRole('button', { name: 'Decline', exact: true }).click()
      await sheet.getByLabel(/^Why/).fill(why)
      await sheet.getByRole('button', { name: 'Decline', exact: true }).click()
    }
    await decline(first, 'Wait for the race')
    await first.getByText('Ready for Thigh 2, declined').waitFor()
    await decline(second, 'Too early')
    await second.getByRole('heading', { name: 'not advised any more' }).waitFor()
    if (javaScriptEnabled) expect(await axeFindings(second)).toEqual([])
    const [row] = await w.snapshot
      .sql`SELECT count(*)::int AS rows FROM "Suggestion" WHERE "caseId" = ${one().caseId} AND state = 'declined'`
    expect(row?.rows).toBe(1)
  },
)

it('both read the distance of the week, the physio with its rule, the patient in one sentence', async () => {
  await buildingDistance(w.snapshot.sql, one())
  const physio = await open(programAt())
  const section = physio.getByRole('region', { name: 'Distance this week' })
  expect(await section.textContent()).toContain('Up to 21 km')
  expect(await axeFindings(physio)).toEqual([])
  const patient = await open('/my/program', { viewport: phone, colorScheme: 'dark' }, 'patientA')
  await patient.getByText('This week up to 21 km; no single run above 8.8 km.').waitFor()
  expect(await axeFindings(patient)).toEqual([])
  expect(await patient.content()).not.toContain('base_km')
})
