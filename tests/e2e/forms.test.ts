import type { Page } from 'playwright-core'
import { expect, inject, test } from 'vitest'
import { desk, newDevice, phone, signIn, testBrowser } from '#tests/support/browser.ts'

/** Questionnaires from the texts that an admin pastes to the score that a physio reads. */
const browser = testBrowser()
const baseURL = inject('serverUrl')

const save = (page: Page) => page.getByRole('button', { name: 'Save', exact: true }).click()
const answer = (page: Page, item: string, value: number) =>
  page.locator(`input[name="${item}"][value="${value}"]`).check({ force: true })

test('a patient fills a form without script, in two goes', async () => {
  const { page } = await newDevice(browser.get(), { baseURL, viewport: phone, javaScriptEnabled: false })
  await signIn(page, 'eva.beispiel@demo.example')
  await page.goto('/today')
  await page.getByRole('link', { name: /\d forms? to fill/ }).click()
  await page.getByRole('link', { name: /What you can do/ }).click()
  await save(page)
  expect(await page.getByRole('alert').first().textContent()).toContain('Nothing was answered yet.')

  await answer(page, 'psfs_1', 7)
  await save(page)
  await page.waitForURL(/missing=1/)
  expect(await page.getByText('Saved. 1 answer missing.').count()).toBe(1)
  expect(await page.locator('input[name="psfs_1"][value="7"]').isChecked()).toBe(true)

  await answer(page, 'psfs_2', 8)
  await save(page)
  await page.waitForURL(/saved=psfs/)
  expect(await page.getByText('Thank you. Your answers are saved.').count()).toBe(1)
  expect(await page.getByRole('link', { name: /What you can do/ }).count()).toBe(0)
})

test('an admin pastes the texts of an instrument, the physio asks with them, the score is judged', async () => {
  const { page, complaints } = await newDevice(browser.get(), { baseURL, viewport: desk })
  await signIn(page, 'hanna.muster@demo.example')
  await page.goto('/admin/clinic')
  await page.getByRole('link', { name: 'Questionnaires' }).click()
  await page.locator('section', { hasText: 'OSTRC' }).getByRole('link', { name: 'Paste texts' }).click()
  const items = page.getByLabel('The 4 items')
  await page.getByLabel('Permission').fill('By letter of the publisher, 3 May 2026')
  await page.getByLabel('Answers that all items share').fill('None\nA little\nQuite\nVery')
  await items.fill('Taking part\nTraining\nPerformance')
  expect(await page.getByText('OSTRC-O2 has 4 items; 3 found.').count()).toBe(1)
  await page.getByLabel(/^I compared/).check()
  await page.getByRole('button', { name: 'Use these texts' }).click()
  await page.getByText('These texts do not fit the instrument yet.').waitFor()
  expect(await items.inputValue()).toContain('Performance')
  await items.fill('Taking part\nTraining\nPerformance\nSymptoms')
  await page.getByRole('button', { name: 'Use these texts' }).click()
  await page.getByText('The texts are in use.').waitFor()

  await page.goto('/caseload?tab=all')
  await page.getByRole('link', { name: 'Eva Beispiel' }).first().click()
  await page.getByRole('link', { name: 'Outcomes' }).click()
  await page.getByText('Filled forms').waitFor()
  expect(await page.getByText('(average of the activities, original form [42])').count()).toBe(1)
  await page.getByRole('link', { name: 'OSTRC-O2', exact: true }).click()
  await page.getByText('Enter: OSTRC').waitFor()
  await page.getByLabel('In the visit').check()
  for (const [at, value] of [8, 17, 8, 8].entries()) await answer(page, `ostrc_${at + 1}`, value)
  await save(page)
  await page.getByText('The form is saved.').waitFor()
  expect(await page.getByText('Substantial problem.').count()).toBe(1)
  expect(complaints).toEqual([])
})
