import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { filledForm } from '#prisma/seed/answers.ts'
import { newDevice, phone, testBrowser } from '#tests/support/browser.ts'
import { today } from '#tests/support/days.ts'
import { fillBirth, fillSection } from '#tests/support/fill-intake.ts'
import { worldServer } from '#tests/support/world-server.ts'

/** The whole form by its link on a phone that runs no script, from the birth date to "sent". */
const w = await worldServer()
const browser = testBrowser()
const name = 'Ida Reise'
const answers = filledForm(
  {
    full_name: name,
    date_of_birth: '1990-05-17',
    sex_at_birth: 'female',
    email: 'ida.reise@example.invalid',
    phone: '+41 79 555 00 11',
    consent_name: name,
    affected_side: 'left',
    pain_zones: ['zone_peripatellar:left', 'zone_patellar_tendon:left'],
    pain_zone_main: 'zone_peripatellar:left',
  },
  today(),
)

let page: Page
beforeAll(async () => {
  const baseURL = w.server.url
  page = (await newDevice(browser.get(), { baseURL, viewport: phone, javaScriptEnabled: false })).page
})
afterAll(() => page?.context().close())

const button = (text: string) => page.getByRole('button', { name: text })
const alert = () => page.getByRole('alert')

it('a wrong birth date is said, and what was typed stays', async () => {
  await page.goto(w.form.path)
  await fillBirth(page, 'birth', { year: '1991', month: '5', day: '17' })
  await button('Open my form').click()
  expect(await alert().textContent()).not.toBe('')
  expect(await page.locator('[name="birth.year"]').inputValue()).toBe('1991')
  await fillBirth(page, 'birth', { year: '1990', month: '5', day: '17' })
  await button('Open my form').click()
  expect(new URL(page.url()).pathname).toBe(`${w.form.path}/identity`)
})

it('a wrong answer keeps what was typed, says so at its field and in the summary', async () => {
  await fillSection(page, { ...answers, email: 'ida at example' })
  await button('Continue').click()
  expect(new URL(page.url()).pathname).toBe(`${w.form.path}/identity`)
  const field = page.locator('[name=email]')
  expect(await field.inputValue()).toBe('ida at example')
  expect(await page.locator('[name=full_name]').inputValue()).toBe(name)
  const said = await page.locator(`#${(await field.getAttribute('aria-describedby'))?.split(' ').at(-1)}`)
  expect(await said.textContent()).toMatch(/e-?mail/i)
  const link = alert().getByRole('link').first()
  expect(await link.getAttribute('href')).toBe(`#${await field.getAttribute('id')}`)
  await field.fill('ida.reise@example.invalid')
})

it('every part goes on to the next, with a second round where an answer opens questions', async () => {
  const seen: string[] = []
  while (!page.url().endsWith('/check')) {
    const part = new URL(page.url()).pathname
    seen.push(part)
    if (seen.filter((one) => one === part).length > 4)
      throw new Error(`${part} does not go on: ${await alert().allTextContents()}`)
    await fillSection(page, answers)
    await button('Continue').click()
  }
  expect(new Set(seen).size).toBeGreaterThan(8)
})

it('is closed on the device, which saves the part at hand and asks for the birth date again', async () => {
  await page.goto(`${w.form.path}/identity`)
  await page.locator('[name=preferred_name]').fill('Idy')
  await button('Close the form on this device').click()
  expect(new URL(page.url()).pathname).toBe(w.form.path)
  await page.goto(`${w.form.path}/check`)
  expect(new URL(page.url()).pathname).toBe(w.form.path)
  await fillBirth(page, 'birth', { year: '1990', month: '5', day: '17' })
  await button('Open my form').click()
  await page.goto(`${w.form.path}/check`)
  expect(await page.locator('main').textContent()).toContain('Idy')
  await button('Close the form on this device').click()
  await page.goto(`${w.form.path}/check`)
  await fillBirth(page, 'birth', { year: '1990', month: '5', day: '17' })
  await button('Open my form').click()
  await page.goto(`${w.form.path}/check`)
})

it('is checked and sent', async () => {
  expect(await page.locator('main').textContent()).toContain(name)
  await page.getByRole('button', { name: /send/i }).click()
  expect(new URL(page.url()).pathname).toBe(`${w.form.path}/sent`)
  expect(await page.getByRole('heading', { level: 1 }).textContent()).toMatch(/sent/)
})
