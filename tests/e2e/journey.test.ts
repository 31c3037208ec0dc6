import type { Page } from 'playwright-core'
import { expect, inject, test } from 'vitest'
import type { Answers } from '#lib/intake/answers/schema.ts'
import { filledForm } from '#prisma/seed/answers.ts'
import { desk, newDevice, phone, signIn, testBrowser } from '#tests/support/browser.ts'
import { today } from '#tests/support/days.ts'
import { examine } from '#tests/support/examine.ts'
import { minimum } from '#tests/support/examined.ts'
import { fillBirth, fillSection } from '#tests/support/fill-intake.ts'

/** All three roles in one story, each on a device of its own, from the invitation of a physio to the discharge. */
const browser = testBrowser()
const baseURL = inject('serverUrl')

const physioMail = 'nora.neuling@demo.example'
const patientMail = 'ida.journey@demo.example'
const patientName = 'Ida Reise'
const secret = 'seven calm knees walk home'

const button = (page: Page, name: string | RegExp) => page.getByRole('button', { name })

/** The path behind the link of the newest message to this address. */
async function linkFromOutbox(admin: Page, to: string): Promise<string> {
  await admin.goto('/admin/outbox')
  const text = await admin.locator('main li', { hasText: to }).first().textContent()
  const link = new RegExp(`${baseURL}(/[^\\s]+)`).exec(text ?? '')?.[1]
  if (!link) throw new Error('the newest message has no link')
  return link
}

async function choosePassword(page: Page, link: string): Promise<void> {
  await page.goto(link)
  await page.getByLabel('New password', { exact: true }).fill(secret)
  await button(page, 'Set password and sign in').click()
  await page.waitForURL((url) => !url.pathname.startsWith('/invitation/'))
}

async function answerForm(page: Page, link: string): Promise<void> {
  const answers = filledForm(
    {
      full_name: patientName,
      date_of_birth: '1995-03-27',
      sex_at_birth: 'female',
      email: patientMail,
      phone: '+41 79 555 00 11',
      consent_name: patientName,
      affected_side: 'left',
      pain_zones: ['zone_peripatellar:left'],
      pain_zone_main: 'zone_peripatellar:left',
    },
    today(),
  )
  await page.goto(link)
  await fillBirth(page, 'birth', { year: '1995', month: '3', day: '27' })
  await button(page, 'Open my form').click()
  await page.waitForURL(/\/f\/[^/]+\/[^/]+$/)
  while (!page.url().endsWith('/check')) {
    const part = page.url()
    await fillSection(page, answers)
    await button(page, 'Continue').click()
    await page
      .waitForURL((url) => url.href !== part, { timeout: 15_000 })
      .catch(async () => {
        throw new Error(
          `${part} does not go on: ${await page.locator('form [role=alert], form .text-error').allInnerTexts()}`,
        )
      })
  }
  await button(page, /send/i).click()
  await page.waitForURL(/\/sent$/)
}

/** Pain now in two taps, and how the knee was on waking. */
async function logADay(page: Page): Promise<void> {
  const home = (url: URL) => url.pathname === '/today'
  await page.goto('/today')
  await page.getByRole('link', { name: /^Pain now/ }).click()
  await button(page, /^3$/).click()
  await page.waitForURL(home)
  await page.getByRole('link', { name: /^Knee this morning/ }).click()
  await page.locator('label:has([name=score][value="2"])').click()
  await page.getByText('Not swollen', { exact: true }).click()
  await page.locator('label:has([name=log_safety][value=none])').click()
  await button(page, 'Save').click()
  await page.waitForURL(home)
}

test('from the invitation of a physio to the discharge of her patient', async () => {
  const [admin, physio, form, patient] = await Promise.all(
    [desk, desk, phone, phone].map((viewport) => newDevice(browser.get(), { baseURL, viewport })),
  )
  if (!admin || !physio || !form || !patient) throw new Error('four devices')
  const devices = [admin, physio, form, patient]
  const staff = physio.page

  await signIn(admin.page, 'hanna.muster@demo.example')
  await admin.page.goto('/admin/accounts')
  const invite = admin.page.getByRole('form', { name: 'Invite somebody' })
  await invite.getByLabel('Name').fill('Nora Neuling')
  await invite.getByLabel('E-mail').fill(physioMail)
  await button(admin.page, 'Send invitation').click()
  await admin.page.getByText(physioMail).first().waitFor()

  await choosePassword(staff, await linkFromOutbox(admin.page, physioMail))
  // A page that is open hears what comes in; without its session it would be refused, and say so.
  await staff.goto('about:blank')
  await staff.context().clearCookies()
  await signIn(staff, physioMail, secret)
  expect(new URL(staff.url()).pathname).toBe('/caseload')

  await staff.goto('/patients/new')
  await staff.getByLabel('Full name').fill(patientName)
  await fillBirth(staff, 'dateOfBirth', { year: '1995', month: '3', day: '27' })
  await staff.getByLabel(/^E-mail/).fill(patientMail)
  await button(staff, 'Add patient').click()
  await staff.waitForURL(/\/patients\/[0-9a-f-]{36}/)
  const record = new URL(staff.url()).pathname
  await button(staff, 'Send by mail').click()
  await staff.getByRole('list', { name: 'Links' }).waitFor()

  await answerForm(form.page, await linkFromOutbox(admin.page, patientMail))

  await staff.goto(record)
  await staff.getByRole('link', { name: 'Triage', exact: true }).click()
  await staff.waitForURL(/\/intakes\/[0-9a-f-]{36}/)
  await button(staff, 'Open a case').click()
  await button(staff, 'Open the case').click()
  await staff.waitForURL(/\/cases\/[0-9a-f-]{36}/)
  const caseAt = /\/cases\/[0-9a-f-]{36}/.exec(staff.url())?.[0] ?? ''

  await examine(staff, caseAt, minimum() as Answers)
  await staff.goto(`${caseAt}/program`)
  await staff.getByRole('link', { name: 'Choose a template' }).click()
  await button(staff, /^Use /).first().click()
  await button(staff, /^Publish version 1/)
    .first()
    .click()
  const sheet = staff.getByRole('dialog')
  const impact = sheet.getByLabel(/Why running and jumping/)
  if ((await impact.count()) > 0) await impact.fill('Ten calm hops were seen in the clinic today.')
  const entry = sheet.getByLabel(/^Why a phase begins/)
  if ((await entry.count()) > 0) await entry.fill('She walks half an hour and takes stairs without pain.')
  await sheet.getByRole('button', { name: 'Publish version 1' }).click()
  await sheet.waitFor({ state: 'hidden' })
  await staff.goto(`${caseAt}/program`)
  expect(await staff.locator('main').textContent()).toContain('Version 1')

  await staff.goto(record)
  await button(staff, 'Send invitation').click()
  // Without a mail server whoever treats her passes the address on; to anybody else the outbox does not show it.
  const address = (await staff.getByText('/invitation/').textContent()) ?? ''
  await button(staff, 'Send invitation again').waitFor()
  await expect(linkFromOutbox(admin.page, patientMail)).rejects.toThrow('no link')
  await choosePassword(patient.page, address.trim())
  await patient.page.goto('/my/program')
  expect(await patient.page.locator('main a[href^="/my/program/"]').count()).toBeGreaterThan(0)
  await logADay(patient.page)
  expect((await patient.page.goto('/my/progress'))?.status()).toBe(200)
  expect(new URL(patient.page.url()).pathname).toBe('/my/progress')

  await staff.goto(`${caseAt}/progress`)
  expect(await staff.getByRole('heading', { level: 1 }).count()).toBe(1)
  const scores = await (await staff.request.get(`${caseAt}/progress/export`)).text()
  expect(scores).toMatch(/now[^\n]*\b3\b/i)
  expect(scores).toMatch(/morning[^\n]*\b2\b/i)
  await staff.goto('/caseload')
  await staff.getByRole('link', { name: patientName }).first().waitFor()
  await staff.goto(`${caseAt}/reviews/new`)
  await staff.getByLabel('Continue as planned').check()
  await staff.getByLabel('Note').fill('Stairs are calm, the plan goes on.')
  await button(staff, 'Sign the review').click()
  await staff.getByRole('heading', { name: 'Continue as planned' }).waitFor()

  await staff.goto(`${caseAt}/close`)
  await staff.getByLabel('Goals reached', { exact: true }).check()
  await staff.getByLabel('Why although the criteria are not met').fill('Running at home, no test today.')
  await staff.getByLabel('Closing note').fill('Runs an hour without thinking of her knee.')
  await button(staff, 'Close the case').click()
  await button(staff, 'Reopen').first().waitFor()

  expect(devices.flatMap((device) => device.complaints)).toEqual([])
})
