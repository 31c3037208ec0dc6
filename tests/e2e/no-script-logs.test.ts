import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, inject, it } from 'vitest'
import { runSql } from '#scripts/postgres/sql.ts'
import { demoPassword, newDevice, phone, signIn, testBrowser } from '#tests/support/browser.ts'
import { planEveryDay } from '#tests/support/plan-every-day.ts'

/** What a patient does from day to day, on a phone that runs no script. */
const browser = testBrowser()
let page: Page
beforeAll(async () => {
  await planEveryDay(inject('serverOwnerUrl'), 'Lucia Esempio')
  const baseURL = inject('serverUrl')
  page = (await newDevice(browser.get(), { baseURL, viewport: phone, javaScriptEnabled: false })).page
})
afterAll(() => page?.context().close())

const path = () => new URL(page.url()).pathname
const button = (text: string | RegExp) => page.getByRole('button', { name: text })
const tick = (label: string) => page.getByText(label, { exact: true }).first().click()
const pick = (group: string | RegExp, score: number) =>
  page.getByRole('radiogroup', { name: group }).locator(`label:has([value="${score}"])`).click()
const none = 'None of these'

it('signs in; a wrong password is said and the address stays', async () => {
  await page.goto('/sign-in')
  await page.getByLabel('E-mail').fill('lucia.esempio@demo.example')
  await page.getByLabel('Password', { exact: true }).fill('not this one')
  await button('Sign in').click()
  expect(await page.getByRole('alert').textContent()).not.toBe('')
  expect(await page.getByLabel('E-mail').inputValue()).toBe('lucia.esempio@demo.example')
  await signIn(page, 'lucia.esempio@demo.example')
  expect(path()).toBe('/today')
})

it('pain is one tap', async () => {
  await page.getByRole('link', { name: /^Pain now/ }).click()
  await button(/^4$/).click()
  expect(path()).toBe('/today')
  expect(await page.getByRole('link', { name: /^Pain now/ }).textContent()).toContain('4 of 10')
})

it('a run: a wrong distance is said and what was typed stays', async () => {
  await page.getByRole('link', { name: /^Add a run/ }).click()
  await page.getByLabel('Distance').fill('far')
  await page.getByLabel('Time').fill('42')
  await tick('Yes')
  await page.getByLabel('Kind of run').selectOption({ index: 1 })
  await page.getByLabel('Ground').selectOption({ index: 1 })
  await page.getByLabel('Shoes').fill('The blue ones')
  await pick('Worst knee pain during the run', 3)
  await tick(none)
  await button('Save run').click()
  expect(path()).toBe('/today/run')
  expect(await page.getByLabel('Distance').inputValue()).toBe('far')
  expect(await page.getByLabel('Distance').getAttribute('aria-invalid')).toBe('true')
  expect(await page.getByLabel('Time').inputValue()).toBe('42')
  expect(await page.getByLabel('Shoes').inputValue()).toBe('The blue ones')
  await page.getByLabel('Distance').fill('7.3')
  await page.getByLabel('Time').fill('420')
  await button('Save run').click()
  expect(path()).toBe('/today/run')
  expect(await page.locator('main').textContent()).toContain('58 minutes a kilometer: is that right?')
  await button('Save run').click()
  expect(path()).toBe('/today')
  expect(await page.getByRole('link', { name: /^Add a run/ }).textContent()).toContain('7.3 km')
})

it('the knee on waking', async () => {
  await page.goto('/today/morning')
  // Where this morning was entered already, the page puts it right.
  if ((await page.locator('[name=log_safety]:checked').count()) > 0) await tick(none)
  await pick('Pain on waking', 2)
  await tick('Not swollen')
  await button('Save').click()
  expect(path()).toBe('/today/morning')
  expect(await page.getByRole('alert').textContent()).not.toBe('')
  expect(await page.locator('[name=score][value="2"]').isChecked()).toBe(true)
  expect(await page.locator('[name=log_safety]:checked').count()).toBe(0)
  await tick(none)
  await button('Save').click()
  expect(path()).toBe('/today')
})

it('a dangerous answer says whom to call while it is ticked, before anything is sent', async () => {
  const doctor = page.getByText(/^Some of your answers need a doctor straight away/)
  for (const form of ['morning', 'run', 'session']) {
    await page.goto(`/today/${form}`)
    await tick(none)
    expect(await doctor.isVisible()).toBe(false)
    await tick('Chest pain, trouble breathing, or coughing blood')
    expect(await doctor.isVisible()).toBe(true)
    expect(await page.getByRole('link', { name: /^Call \d/ }).isVisible()).toBe(true)
    await tick('Chest pain, trouble breathing, or coughing blood')
    expect(await doctor.isVisible()).toBe(false)
  }
})

it('and with a script it says so when the network has gone', async () => {
  const baseURL = inject('serverUrl')
  const device = await newDevice(browser.get(), { baseURL, viewport: phone })
  await signIn(device.page, 'lucia.esempio@demo.example')
  await device.page.goto('/today/morning')
  await device.page.context().setOffline(true)
  await device.page.getByText('The knee is swollen and hot or red', { exact: true }).click()
  const today = device.page.getByText(/^Some of your answers should be checked by a doctor or by us today/)
  expect(await today.isVisible()).toBe(true)
  expect(
    await device.page
      .getByText(/^This is not saved yet: nobody at the clinic knows of it. Save it now/)
      .isVisible(),
  ).toBe(true)
  await device.page.context().close()
})

it('a session, done as planned', async () => {
  await page.goto('/today/session')
  const pains = page.getByRole('radiogroup', { name: 'Worst knee pain during it' })
  const count = await pains.count()
  expect(count).toBeGreaterThan(0)
  for (let at = 0; at < count; at += 1) {
    await page.getByText('Done as planned', { exact: true }).nth(at).click()
    await pains.nth(at).locator('label:has([value="1"])').click()
  }
  await tick(none)
  await button('Save session').click()
  expect(path()).toBe('/today')
})

it('an entry is put right and another taken back', async () => {
  await page.goto('/today/entries')
  await page.getByRole('link', { name: /^Correct.*7\.3 km/ }).click()
  await page.getByLabel('Distance').fill('7.9')
  await page.getByLabel('Time').fill('42')
  const form = page.url()
  await button('Save the correction').click()
  // As by the browser's way back.
  const back = await page.goto(form)
  expect([back?.status(), path()]).toEqual([200, '/today/entries'])
  expect(await page.getByRole('status').textContent()).toContain('corrected or taken back already')
  expect(await page.locator('main').textContent()).toContain('7.9 km')
  const entry = page.getByRole('listitem').filter({ hasText: '7.9 km' })
  const take = entry.getByRole('button', { name: 'Take back this entry' })
  expect(await take.isVisible()).toBe(false)
  await entry.locator('summary').click()
  await take.click()
  await page.goto('/today/entries')
  expect(await page.locator('main').textContent()).not.toContain('7.9 km')
})

it('is told what was lost when she was signed out meanwhile, and comes back to the page', async () => {
  await page.goto('/today/run')
  await page.getByLabel('Distance').fill('5')
  await page.context().clearCookies()
  await button('Save run').click()
  expect(path()).toBe('/sign-in')
  expect(await page.getByRole('status').textContent()).toContain('your last entry was not saved')
  await page.getByLabel('E-mail').fill('lucia.esempio@demo.example')
  await page.getByLabel('Password', { exact: true }).fill(demoPassword)
  await button('Sign in').click()
  expect(path()).toBe('/today/run')
  await page.goto('/today/pain')
  await page.context().clearCookies()
  await button(/^4$/).click()
  expect(await page.getByRole('status').textContent()).toContain('your number was not saved')
  await page.getByLabel('E-mail').fill('lucia.esempio@demo.example')
  await page.getByLabel('Password', { exact: true }).fill(demoPassword)
  await button('Sign in').click()
  expect(path()).toBe('/today/pain')
})

it('a fall opens its questions on the same page, and with their answers the run is saved', async () => {
  const baseURL = inject('serverUrl')
  const scripted = (await newDevice(browser.get(), { baseURL, viewport: phone })).page
  await signIn(scripted, 'lucia.esempio@demo.example')
  for (const [own, km] of [
    [page, '3.1'],
    [scripted, '3.2'],
  ] as const) {
    await own.goto('/today/run')
    const days = own.getByLabel(/^How many days ago was that/)
    expect(await days.isVisible()).toBe(false)
    await own.getByText('A fall, twist or blow to the knee', { exact: true }).click()
    await own.getByLabel('Distance').fill(km)
    await own.getByLabel('Time').fill('20')
    await own
      .getByRole('radiogroup', { name: /^Did you finish/ })
      .getByText('No', { exact: true })
      .click()
    await own.getByLabel('Kind of run').selectOption({ index: 1 })
    await own.getByLabel('Ground').selectOption({ index: 1 })
    await own
      .getByRole('radiogroup', { name: 'Worst knee pain during the run' })
      .locator('label:has([value="3"])')
      .click()
    await days.fill('0')
    for (const [name, value] of [
      ['rf_pop', 'no'],
      ['rf_swelling_onset', 'no_swelling'],
      ['rf_weight_bearing_initial', 'yes'],
      ['rf_weight_bearing_now', 'normal'],
      ['rf_bend_90', 'yes'],
      ['rf_deformity', 'no'],
    ])
      await own.locator(`label:has([name=${name}][value=${value}])`).click()
    await own.getByRole('button', { name: 'Save run' }).click()
    await own.waitForURL((url) => url.pathname === '/today')
    await own.goto('/today/entries')
    expect(await own.locator('main').textContent()).toContain(`${km} km`)
  }
  await scripted.context().close()
})

it('is told that nothing was saved when the treatment ended meanwhile', async () => {
  const become = (status: string, closedAt: string) =>
    runSql(
      inject('serverOwnerUrl'),
      `SET session_replication_role = replica; UPDATE "Case" SET status = '${status}', "closedAt" = ${closedAt}
       WHERE "patientId" = (SELECT id FROM "Patient" WHERE "fullName" = 'Lucia Esempio')`,
    )
  await page.goto('/today/pain')
  await become('discharged', 'now()')
  await button(/^4$/).click()
  expect(new URL(page.url()).search).toBe('?problem=ended')
  expect(await page.locator('main').textContent()).toContain('so nothing was saved')
  await become('open', 'NULL')
})

it('signs out', async () => {
  await page.goto('/my/record')
  await button(/^Sign out$/).click()
  expect(path()).toBe('/sign-in')
  await page.goto('/today')
  expect(path()).toBe('/sign-in')
})
