import type { Page } from 'playwright-core'
import { afterEach, beforeAll, beforeEach, expect, it } from 'vitest'
import { desk, testBrowser } from '#tests/support/browser.ts'
import { openContext } from '#tests/support/tour.ts'
import { type ActorName, worldServer } from '#tests/support/world-server.ts'

/** Two physiotherapists of one team at one draft of a program, in two browsers. */
const w = await worldServer()
const browser = testBrowser()
const at = () => `/cases/${w.world.one.a.caseId}/program`
const pages: Page[] = []

beforeAll(async () => {
  const { clinicId, physioA, physioB, a } = w.world.one
  await w.snapshot.sql`
    INSERT INTO "CareTeamMember" (id, "clinicId", "patientId", "caseId", "accountId", role, "addedById")
    VALUES (gen_random_uuid(), ${clinicId}, ${a.patientId}, ${a.caseId}, ${physioB.accountId}, 'member', ${physioA.accountId})`
})
// A draft of two exercises, as nobody has touched it.
beforeEach(async () => {
  const { draftVersionId } = w.world.one.a
  await w.snapshot.sql.begin(async (tx) => {
    await tx`SET LOCAL session_replication_role = replica`
    await tx`DELETE FROM "ProgramItem" i USING "ProgramPhase" p WHERE p.id = i."phaseId" AND p."versionId" = ${draftVersionId}`
    const items = [
      ['clam', 'ex_hip_clam'],
      ['bridge', 'ex_hip_bridge'],
    ] as const
    for (const [position, [key, exerciseId]] of items.entries())
      await tx`
        INSERT INTO "ProgramItem" (id, "clinicId", "patientId", "caseId", "phaseId", position, key, "exerciseId", sets, reps, days)
        SELECT gen_random_uuid(), "clinicId", "patientId", "caseId", id, ${position}, ${key}, ${exerciseId}, 3, 15, '{mon,wed}'
        FROM "ProgramPhase" WHERE "versionId" = ${draftVersionId} AND position = 0`
  })
})
afterEach(async () => {
  for (const page of pages.splice(0)) await page.context().close()
})

async function open(actor: ActorName, javaScriptEnabled = true): Promise<Page> {
  const context = await openContext(browser.get(), w, { viewport: desk, javaScriptEnabled }, actor)
  const page = await context.newPage()
  pages.push(page)
  await page.goto(at())
  // The last thing to come alive.
  if (javaScriptEnabled) await page.locator('input[role=combobox]').waitFor()
  return page
}
const both = () => Promise.all([open('physioA'), open('physioB')])
const cell = (page: Page, item: string, field: string) => page.locator(`[name="item.${item}.${field}"]`)
const saved = (page: Page) => page.getByText(/^Draft, saved/).waitFor()
const told = (page: Page) => page.getByRole('alert').filter({ hasText: 'meanwhile' })
const orderOf = (page: Page) =>
  page
    .locator('section[aria-label^="Exercises of"] ol h3')
    .evaluateAll((all) => all.map((h) => h.textContent))
async function note(page: Page, item = 'clam') {
  const field = cell(page, item, 'note')
  if (!(await field.isVisible())) await page.locator('li', { has: field }).locator('summary').click()
  return field
}
/** Types and waits until it is in the database. */
async function write(page: Page, item: string, field: string, text: string) {
  const target = field === 'note' ? await note(page, item) : cell(page, item, field)
  const answer = page.waitForResponse((response) => response.request().method() === 'POST')
  await target.fill(text)
  await answer
  await saved(page)
}
/** Draws the page again around what is typed. */
async function redraw(page: Page) {
  await page.getByRole('list', { name: 'Phases' }).getByRole('link').first().click()
  await page.waitForURL(/[?]phase=/)
}

it('does not write an older text over a newer one that came with a redraw', async () => {
  const first = await open('physioA')
  await write(first, 'clam', 'note', 'Hers')
  const second = await open('physioB')
  await write(second, 'clam', 'note', 'His')
  await redraw(first)
  expect(await (await note(first)).inputValue()).toBe('His')
  await write(first, 'clam', 'sets', '4')
  await second.reload()
  expect(await (await note(second)).inputValue()).toBe('His')
  expect(await cell(second, 'clam', 'sets').inputValue()).toBe('4')
})

it('saves nothing by a press while the second of two has not chosen', async () => {
  const [first, second] = await both()
  await write(first, 'clam', 'sets', '5')
  await cell(second, 'clam', 'sets').fill('2')
  await told(second).waitFor()
  expect(await told(second).textContent()).toContain('Clam')
  await second.getByRole('button', { name: /^Move Clam/ }).press('ArrowDown')
  await second.waitForTimeout(1500)
  await first.reload()
  expect(await cell(first, 'clam', 'sets').inputValue()).toBe('5')
  expect(await cell(second, 'clam', 'sets').inputValue()).toBe('2')
  await second.getByRole('button', { name: 'Save mine over it' }).click()
  await saved(second)
  await first.reload()
  expect(await cell(first, 'clam', 'sets').inputValue()).toBe('2')
})

it('keeps what two type at two exercises, and says what the other one did', async () => {
  const [first, second] = await both()
  await write(first, 'clam', 'sets', '5')
  await write(second, 'bridge', 'sets', '2')
  await second.getByText(/meanwhile changed Clam\./).waitFor()
  expect(await cell(second, 'clam', 'sets').inputValue()).toBe('5')
  await first.reload()
  expect(await cell(first, 'clam', 'sets').inputValue()).toBe('5')
  expect(await cell(first, 'bridge', 'sets').inputValue()).toBe('2')
})

it('keeps what is being typed while the other one takes the exercise out, and puts it back when she says so', async () => {
  const [first, second] = await both()
  await first.getByRole('button', { name: 'Actions for Clam' }).click()
  await first.getByRole('button', { name: 'Remove' }).click()
  await cell(first, 'clam', 'sets').waitFor({ state: 'detached' })
  await saved(first)
  await (await note(second)).fill('His')
  await told(second).waitFor()
  expect(await told(second).textContent()).toContain('Taken out')
  expect(await (await note(second)).inputValue()).toBe('His')
  await second.getByRole('button', { name: 'Save mine over it' }).click()
  await saved(second)
  await first.reload()
  expect(await orderOf(first)).toEqual(['Clam', 'Bridge'])
  expect(await (await note(first)).inputValue()).toBe('His')
})

it('adds, moves and drags at once without losing or doubling an exercise', async () => {
  const [first, second] = await both()
  const add = async (page: Page, name: string) => {
    await page.locator('input[role=combobox]').fill(name)
    await page
      .getByRole('option', { name: new RegExp(`^${name}`) })
      .first()
      .click()
  }
  await Promise.all([add(first, 'Dead bug'), add(second, 'Dead bug')])
  await Promise.all([first, second].map((page) => page.getByRole('heading', { name: /^Dead bug/ }).waitFor()))
  await saved(first)
  await saved(second)
  const [told1, told2] = await Promise.all(
    [first, second].map((page) => page.getByText(/meanwhile added Dead bug/).count()),
  )
  expect(Number(told1) + Number(told2)).toBe(1)
  await first.reload()
  expect(await orderOf(first)).toEqual(['Clam', 'Bridge', 'Dead bug'])

  await first.getByRole('button', { name: /^Move Clam/ }).press('ArrowDown')
  await first.locator('ol > li:nth-child(2) h3', { hasText: 'Clam' }).waitFor()
  await saved(first)
  const handle = second.getByRole('button', { name: /^Move Dead bug/ })
  const from = await handle.boundingBox()
  const to = await second.getByRole('button', { name: /^Move Clam/ }).boundingBox()
  if (!from || !to) throw new Error('nothing to drag')
  await second.mouse.move(from.x + 5, from.y + 5)
  await second.mouse.down()
  await second.mouse.move(to.x + 5, to.y - 10, { steps: 5 })
  await second.mouse.up()
  await second.getByText(/meanwhile changed the order of the exercises/).waitFor()
  await second.locator('ol > li:nth-child(1) h3', { hasText: 'Dead bug' }).waitFor()
  await first.reload()
  expect(await orderOf(first)).toEqual(['Dead bug', 'Bridge', 'Clam'])
})

it('sends again by itself what had no answer, a press once', async () => {
  const page = await open('physioA')
  await page.context().setOffline(true)
  await cell(page, 'clam', 'sets').fill('6')
  await page.getByRole('button', { name: /^Move Clam/ }).press('ArrowDown')
  await page.getByText(/^No connection\./).waitFor()
  expect(await cell(page, 'clam', 'sets').inputValue()).toBe('6')
  await page.context().setOffline(false)
  await page.locator('ol > li:nth-child(2) h3', { hasText: 'Clam' }).waitFor()
  await saved(page)
  await page.reload()
  expect(await cell(page, 'clam', 'sets').inputValue()).toBe('6')
  expect(await orderOf(page)).toEqual(['Bridge', 'Clam'])
})

it('stays when the search for exercises cannot be loaded, and gets it when asked again', async () => {
  const context = await openContext(browser.get(), w, { viewport: desk }, 'physioA')
  const page = await context.newPage()
  pages.push(page)
  // The file is known by what is in it alone.
  let lost = 0
  await page.route('**/_next/static/**/*.js', async (route) => {
    const response = await route.fetch()
    if (!(await response.text()).includes('No exercise has these words.')) return route.fulfill({ response })
    lost += 1
    return route.abort('internetdisconnected')
  })
  await page.goto(at())
  await page.getByText(/^The search for exercises could not be loaded/).waitFor()
  expect(lost).toBeGreaterThan(0)
  await write(page, 'clam', 'sets', '6')
  await page.getByLabel('Add exercise').selectOption({ label: 'Dead bug' })
  await page.getByRole('button', { name: 'Add', exact: true }).click()
  await page.getByRole('heading', { name: /^Dead bug/ }).waitFor()
  const again = page.getByRole('button', { name: 'Try again' })
  await again.click()
  await page.getByText(/^The search for exercises could not be loaded/).waitFor()
  await page.unroute('**/_next/static/**/*.js')
  await again.click()
  await page.locator('input[role=combobox]:focus').waitFor()
  expect(await cell(page, 'clam', 'sets').inputValue()).toBe('6')
  expect(await orderOf(page)).toEqual(['Clam', 'Bridge', 'Dead bug'])
})

it('asks whoever goes to another page with something that could not be saved', async () => {
  const page = await open('physioA')
  const asked: string[] = []
  page.on('dialog', (dialog) => {
    asked.push(dialog.message())
    void dialog.dismiss()
  })
  await cell(page, 'clam', 'sets').fill('400')
  await page
    .getByText(/^Not saved yet: please correct/)
    .first()
    .waitFor()
  await page.getByRole('link', { name: 'As the patient sees it' }).click()
  await expect.poll(() => asked.length).toBe(1)
  await page.waitForTimeout(500)
  expect(asked.length).toBe(1)
  expect(await cell(page, 'clam', 'sets').inputValue()).toBe('400')
})

it('lets a link wait for the save', async () => {
  const page = await open('physioA')
  await write(page, 'clam', 'sets', '6')
  await cell(page, 'clam', 'sets').fill('7')
  await page.getByRole('link', { name: 'As the patient sees it' }).click()
  await page.waitForURL(/\/preview/)
  await page.goto(at())
  expect(await cell(page, 'clam', 'sets').inputValue()).toBe('7')
})

it('tells the second of two without script as well, and overwrites nothing that she did not touch', async () => {
  const first = await open('physioA')
  const second = await open('physioB', false)
  await write(first, 'clam', 'sets', '5')
  await write(first, 'bridge', 'sets', '4')
  await cell(second, 'clam', 'sets').fill('2')
  await cell(second, 'clam', 'sets').press('Enter')
  await told(second).waitFor()
  expect(await cell(second, 'clam', 'sets').inputValue()).toBe('2')
  await second.getByRole('button', { name: 'Save mine over it' }).click()
  await told(second).waitFor({ state: 'detached' })
  await first.reload()
  expect(await cell(first, 'clam', 'sets').inputValue()).toBe('2')
  expect(await cell(first, 'bridge', 'sets').inputValue()).toBe('4')
})
