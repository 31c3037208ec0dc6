import { expect, inject, it } from 'vitest'
import { testBrowser } from '#tests/support/browser.ts'
import { examinedInFull } from '#tests/support/examined.ts'
import { keyboardDesk } from '#tests/support/keyboard-desk.ts'

/** A physio's way from the triage to the discharge, with the keys alone. */
const browser = testBrowser()
const device = keyboardDesk(browser, 'milan.vzor@demo.example')

let caseAt = ''

it('triage: opens a case in a dialog that gives the focus back', async () => {
  const { page, keys, button, focused } = device()
  await page.goto('/intakes')
  await keys.activate(page.getByRole('link', { name: /Selma Prøveperson/ }).first())
  await page.waitForURL(/\/intakes\/[0-9a-f-]{36}/)
  const sheet = page.getByRole('dialog', { name: /Open a case/ })
  await keys.activate(button('Open a case'))
  await sheet.waitFor()
  expect(await sheet.locator(':focus').count()).toBe(1)
  await keys.press('Escape')
  await sheet.waitFor({ state: 'hidden' })
  expect(await focused().textContent()).toContain('Open a case')
  await keys.press('Enter')
  await keys.activate(sheet.getByRole('button', { name: 'Open the case' }))
  await page.waitForURL(/\/cases\/[0-9a-f-]{36}/)
  caseAt = /\/cases\/[0-9a-f-]{36}/.exec(page.url())?.[0] ?? ''
})

it('program: takes a template, changes a dose, moves an exercise, publishes', async () => {
  const { page, keys, button, link, focused } = device()
  await examinedInFull(inject('serverOwnerUrl'), caseAt.slice('/cases/'.length))
  await page.goto(`${caseAt}/program`)
  await keys.activate(link('Choose a template'))
  await page.waitForURL(/\/program\/new/)
  await keys.activate(button(/^Use /))
  await page.waitForURL(/\/program(\?|$)/)
  const sets = page.getByLabel(/^Sets of/).first()
  const exercise = (await page.locator('ol h3').first().textContent()) ?? ''
  const old = await sets.inputValue()
  await keys.fill(sets, old === '4' ? '5' : '4')
  const handle = page.getByRole('button', { name: `Move ${exercise}` })
  await keys.to(handle, { back: true })
  await keys.press('ArrowDown')
  await page.locator('ol > li:nth-child(2) h3', { hasText: exercise }).waitFor()
  expect(await focused().getAttribute('aria-label')).toContain(`Move ${exercise}`)
  expect(
    await page
      .locator('ol > li:nth-child(2)')
      .getByLabel(/^Sets of/)
      .inputValue(),
  ).not.toBe(old)

  const sheet = page.getByRole('dialog', { name: /Publish version 1/ })
  await keys.to(button('Publish version 1'), { back: true })
  await keys.press('Enter')
  await sheet.waitFor()
  expect(await sheet.locator(':focus').count()).toBe(1)
  const entry = sheet.getByLabel(/^Why a phase begins/)
  if ((await entry.count()) > 0) await keys.fill(entry, 'She walks half an hour without pain.')
  const impact = sheet.getByLabel(/Why running and jumping/)
  if ((await impact.count()) > 0) await keys.fill(impact, 'Ten calm hops were seen in the clinic today.')
  await keys.activate(sheet.getByRole('button', { name: 'Publish version 1' }))
  await sheet.waitFor({ state: 'hidden' })
  await page.goto(`${caseAt}/program`)
  expect(await page.locator('main').textContent()).toContain('Version 1')
})

it('review: one stop leads to the decision; a refusal takes the focus to its summary, then it is signed', async () => {
  const { page, keys, button, link, focused, inSummary } = device()
  await page.goto(`${caseAt}/reviews/new`)
  await keys.activate(link('Skip to the content'))
  await keys.press('Tab')
  expect(await focused().textContent()).toBe('To the decision')
  await keys.press('Enter')
  await keys.press('Tab')
  expect(await focused().getAttribute('name')).toBe('decision')
  await keys.activate(button('Sign the review'))
  await page.locator('[role=alert] a').first().waitFor()
  expect(await inSummary()).toBe(true)
  await keys.choose(page.getByRole('radiogroup', { name: 'You decide' }), 'continue')
  await keys.fill(page.getByLabel('Note'), 'Stairs are calm, the plan goes on.')
  await keys.activate(button('Sign the review'))
  await page.getByRole('heading', { name: 'Continue as planned' }).waitFor()
})

it('discharge', async () => {
  const { page, keys, button } = device()
  await page.goto(`${caseAt}/close`)
  const ends = page.getByRole('radiogroup', { name: 'How it ends' })
  const outcome = ends.getByLabel('Goals reached', { exact: true })
  await keys.to(ends.locator('input'))
  for (let step = 0; step < 8 && !(await outcome.isChecked()); step += 1)
    await keys.press(step === 0 ? 'Space' : 'ArrowDown')
  await keys.fill(page.getByLabel('Why although the criteria are not met'), 'Running at home, no test.')
  await keys.fill(page.getByLabel('Closing note'), 'Runs an hour without thinking of her knee.')
  await keys.activate(button('Close the case'))
  await button('Reopen').waitFor()
})

it('the focus was to be seen at every stop', () => {
  expect([...new Set(device().keys.findings)]).toEqual([])
})
