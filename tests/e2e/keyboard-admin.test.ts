import { expect, inject, it } from 'vitest'
import { newDevice, phone, signIn, testBrowser } from '#tests/support/browser.ts'
import { keyboardDesk } from '#tests/support/keyboard-desk.ts'

/** What an admin does with accounts, with the keys alone. */
const browser = testBrowser()
const device = keyboardDesk(browser, 'hanna.muster@demo.example')

it('an admin invites somebody and suspends the account', async () => {
  const { page, keys, button, link, focused } = device()
  await page.goto('/admin/accounts')
  const invite = page.getByRole('form', { name: 'Invite somebody' })
  await keys.fill(invite.getByLabel('Name'), 'Kim Taste')
  await keys.fill(invite.getByLabel('E-mail'), 'kim.taste@demo.example')
  await keys.activate(button('Send invitation'))
  await page.getByText('kim.taste@demo.example').first().waitFor()
  await page.goto('/admin/accounts')
  await keys.activate(link(/Kim Taste/))
  await page.waitForURL(/\/admin\/accounts\/[0-9a-f-]{36}/)
  const sheet = page.getByRole('dialog', { name: 'Take back the invitation of Kim Taste?' })
  await keys.activate(button('Take back'))
  await sheet.waitFor()
  await keys.activate(sheet.getByRole('button', { name: 'Cancel' }))
  await sheet.waitFor({ state: 'hidden' })
  expect(await focused().textContent()).toBe('Take back')
  await keys.press('Enter')
  await keys.activate(sheet.getByRole('button', { name: 'Take back' }))
  await button('Restore').waitFor()
  expect(await page.evaluate(() => document.activeElement !== document.body)).toBe(true)
})

it('an admin marks what a patient asked for as done, and the patient reads when', async () => {
  const { page, keys, button } = device()
  const patient = (await newDevice(browser.get(), { baseURL: inject('serverUrl'), viewport: phone })).page
  await signIn(patient, 'eva.beispiel@demo.example')
  await patient.goto('/my/record')
  await patient.getByRole('button', { name: 'Ask for a copy' }).click()
  await patient.waitForURL(/asked=export/)
  await page.goto('/admin/requests')
  const form = page.getByRole('form', { name: /Beispiel: a copy/ })
  await keys.activate(form.getByRole('button', { name: /^Done/ }))
  await page.getByText('Please write what was done').first().waitFor()
  await keys.fill(form.getByLabel('What was done'), 'Sent by registered mail')
  await keys.press('Enter')
  await page.waitForURL(/saved=done/)
  await keys.activate(page.getByRole('link', { name: /^Done/ }).first())
  await page.getByText('Sent by registered mail').first().waitFor()
  await patient.goto('/my/record')
  const asked = await patient
    .getByText(/you asked for a copy/)
    .first()
    .textContent()
  expect(asked).toContain('Done:')
  expect(await patient.content()).not.toContain('registered mail')
  await patient.context().close()
  expect(await button('Done').count()).toBe(0)
})

it('the focus was to be seen at every stop', () => {
  expect([...new Set(device().keys.findings)]).toEqual([])
})
