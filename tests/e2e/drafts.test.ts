import type { Page } from 'playwright-core'
import { expect, it } from 'vitest'
import { desk, testBrowser } from '#tests/support/browser.ts'
import { openContext, signInAs } from '#tests/support/tour.ts'
import { worldServer } from '#tests/support/world-server.ts'

/** Texts that save themselves, and two people at one of them, in a browser. */
const w = await worldServer()
const browser = testBrowser()
const one = () => w.world.one.a
const noteAt = () => `/cases/${one().caseId}/notes/${one().openNoteId}`

async function open(path: string, javaScriptEnabled = true): Promise<Page> {
  const context = await openContext(browser.get(), w, { viewport: desk, javaScriptEnabled }, 'physioA')
  const page = await context.newPage()
  // Whoever is signed out before the page hears who is there finds it covered.
  const line = javaScriptEnabled && page.waitForResponse((response) => response.url().endsWith('/api/live'))
  await page.goto(path)
  await line
  return page
}
const box = (page: Page, name: string) => page.getByRole('textbox', { name, exact: true })
const saved = (page: Page) => page.getByText(/^Saved: Today/).waitFor()

it('a note saves itself, and the second of two people is told and loses nothing', async () => {
  const [first, second] = [await open(noteAt()), await open(noteAt())]
  await first.waitForFunction(() => /^SW-\d+ Note – Stepwise$/.test(document.title))
  await first.getByRole('button', { name: /1 run, 5\.5 km/ }).click()
  await box(first, 'Plan').fill('Hers')
  await saved(first)
  await box(second, 'Plan').fill('His')
  const told = second.getByRole('alert').filter({ hasText: 'has saved this note meanwhile' })
  await told.waitFor()
  const plan = told.getByRole('region', { name: 'Plan' })
  expect(await plan.textContent()).toContain('Hers')
  expect(await plan.textContent()).toContain('His')
  expect(await box(second, 'Plan').inputValue()).toBe('His')
  // The bar at the foot, which stays in sight, leads up to both.
  await second.getByRole('link', { name: 'See both texts' }).click()
  expect(await told.evaluate((element) => element.getBoundingClientRect().top)).toBeGreaterThan(0)
  // Nothing is saved until the second has chosen, also not by another button.
  await second.getByRole('button', { name: 'Save', exact: true }).click()
  await first.reload()
  expect(await box(first, 'Plan').inputValue()).toBe('Hers')
  await second.getByRole('button', { name: 'Save mine over it' }).click()
  await saved(second)
  await first.reload()
  expect(await box(first, 'Plan').inputValue()).toBe('His')
})

it('a note typed while signed out stays, is saved by nobody else, and is saved after signing in beside it', async () => {
  const page = await open(noteAt())
  const here = page.context()
  await signInAs(here, w, 'anonymous')
  await box(page, 'Plan').fill('Typed while signed out')
  const beside = page.getByRole('link', { name: 'Sign in in a new tab, then save again' })
  await beside.waitFor()
  expect(await beside.getAttribute('target')).toBe('_blank')
  await signInAs(here, w, 'physioB')
  const save = page.getByRole('button', { name: 'Save', exact: true })
  await save.click()
  await page.getByText(/^Not saved: CANARY-ONE-physioB is signed in now/).waitFor()
  await signInAs(here, w, 'physioA')
  await save.click()
  await saved(page)
  await page.reload()
  expect(await box(page, 'Plan').inputValue()).toBe('Typed while signed out')
  await here.close()
})

it('a program warns whoever leaves until it is saved, also when there was no answer', async () => {
  const page = await open(`/cases/${one().caseId}/program`)
  const warns = () =>
    page.evaluate(() => {
      const event = new Event('beforeunload', { cancelable: true })
      dispatchEvent(event)
      return event.defaultPrevented
    })
  const form = page.getByRole('form', { name: 'Program draft' })
  const name = form.getByLabel('Name', { exact: true })
  await form
    .getByText(/^Change /)
    .first()
    .click()
  expect(await warns()).toBe(false)
  await page.context().setOffline(true)
  await name.fill('Offline weeks')
  await form.getByText(/^No connection\. What you typed stays here/).waitFor()
  expect(await warns()).toBe(true)
  await page.context().setOffline(false)
  await name.fill('Weeks that are saved')
  await form.getByText(/^Draft, saved/).waitFor()
  expect(await warns()).toBe(false)
  await page.reload()
  await form
    .getByText(/^Change /)
    .first()
    .click()
  expect(await name.inputValue()).toBe('Weeks that are saved')
})

it('a note is written, gets a fact and is signed without script', async () => {
  const page = await open(noteAt(), false)
  await box(page, 'Subjective').fill('Runs again.')
  await page.getByRole('button', { name: /1 run, 5\.5 km/ }).click()
  expect(await box(page, 'Subjective').inputValue()).toMatch(/^Runs again\.\n1 run, 5\.5 km in all/)
  await box(page, 'Assessment').fill('Better')
  await page.getByRole('button', { name: 'Read and sign' }).click()
  await page.getByRole('button', { name: 'Sign the note' }).click()
  await page.getByText(/^signed by CANARY-ONE-physioA/).waitFor()
  await box(page, 'Add to this note').fill('Also cycles.')
  await page.getByRole('button', { name: 'Sign the addendum' }).click()
  await page.getByText('Also cycles.').waitFor()
})

it('a letter is signed, and its file comes as it was made', async () => {
  const page = await open(`/cases/${one().caseId}/letters?kind=referral#new`)
  await box(page, 'Name and address').fill('Dr. Ümit Öztürk')
  await page.getByRole('button', { name: 'Compose the letter' }).click()
  await box(page, 'Question').fill('Is imaging needed?')
  await page.getByRole('button', { name: 'Read and sign' }).click()
  await page.getByLabel('I have asked, and the patient agrees to this letter').check()
  await page.getByRole('button', { name: 'Sign the letter' }).click()
  const link = page.getByRole('link', { name: 'Open the PDF' })
  await link.waitFor()
  const file = await page.context().request.get(String(await link.getAttribute('href')))
  const headers = file.headers()
  expect(headers['content-type']).toBe('application/pdf')
  expect(headers['cache-control']).toContain('no-store')
  expect(headers['content-disposition']).toMatch(/^inline; filename="letter-[0-9a-f-]{36}\.pdf"$/)
  expect((await file.body()).subarray(0, 5).toString()).toBe('%PDF-')
})

it('a link asks before it takes somebody away from a closing note, and leaves it where it is', async () => {
  const page = await open(`/cases/${one().caseId}/close`)
  const asked: string[] = []
  page.on('dialog', (dialog) => {
    asked.push(dialog.message())
    void (asked.length === 1 ? dialog.dismiss() : dialog.accept())
  })
  await box(page, 'Closing note').fill('Runs ten kilometers again.')
  const link = page.getByRole('link', { name: 'discharge summary' })
  await link.click()
  expect(asked).toEqual([expect.stringMatching(/^What you typed is not saved yet/)])
  expect(await box(page, 'Closing note').inputValue()).toBe('Runs ten kilometers again.')
  await link.click()
  await page.waitForURL(/\/letters/)
})

it('the back button asks before it takes somebody away from a closing note', async () => {
  const page = await open(`/cases/${one().caseId}`)
  await page.waitForLoadState('networkidle')
  await page.evaluate(() => Object.assign(globalThis, { sameDocument: true }))
  await page.locator(`main a[href="/cases/${one().caseId}/close"]`).first().click()
  await page.waitForURL(/\/close$/)
  expect(await page.evaluate(() => 'sameDocument' in globalThis)).toBe(true)
  const asked: string[] = []
  page.on('dialog', (dialog) => {
    asked.push(dialog.message())
    void (asked.length === 1 ? dialog.dismiss() : dialog.accept())
  })
  const note = box(page, 'Closing note')
  await note.click()
  await page.keyboard.type('Runs ten kilometers')
  await page.evaluate(() => history.back())
  await expect.poll(() => asked).toEqual([expect.stringMatching(/^What you typed is not saved yet/)])
  expect(await note.inputValue()).toBe('Runs ten kilometers')
  expect(new URL(page.url()).pathname).toMatch(/\/close$/)
  await page.keyboard.type(' again.')
  await page.evaluate(() => history.back())
  await page.waitForURL((url) => !url.pathname.endsWith('/close'))
  expect(asked).toHaveLength(2)
})
