import { afterAll, beforeAll, beforeEach, expect, it, vi } from 'vitest'
import { z } from 'zod'
import { sectionById } from '#lib/content/intake/questionnaire.ts'
import { HeardFault, NotFound } from '#lib/errors.ts'
import { sectionRevision } from '#lib/intake/drafts/merging/rules.ts'
import { openLink } from '#lib/intake/visits/commands.ts'
import { VISIT_COOKIE } from '#lib/intake/visits/schema.ts'
import { testDatabase } from '#tests/support/database.ts'
import { createWorld, ownerClient, type World } from '#tests/support/world.ts'
import { birth, calmSection, createDraft } from './setting.ts'

/** What a part of the form sends from a device on which the form has stood open, or is to be closed. */
const browser = vi.hoisted(() => ({ jar: new Map<string, string>(), headers: {} as Record<string, string> }))
vi.mock('next/headers', () => ({
  headers: async () =>
    new Headers({ host: 'localhost:3000', origin: 'http://localhost:3000', ...browser.headers }),
  cookies: async () => ({
    get: (name: string) => (browser.jar.has(name) ? { name, value: browser.jar.get(name) } : undefined),
    set: (name: string, value: string) => void browser.jar.set(name, value),
    delete: ({ name }: { name: string }) => void browser.jar.delete(name),
  }),
}))
vi.mock('next/cache', () => ({ revalidatePath: () => undefined }))

const { actionAs } = await import('#lib/forms/action.ts')
const { autosaveByLink, goOnByLink, saveByLink } = await import('#lib/intake/drafts/actions.ts')
const { ownerUrl } = await testDatabase()
const db = ownerClient(ownerUrl)
afterAll(() => db.$disconnect())
let world: World
beforeAll(async () => {
  world = await createWorld(ownerUrl)
})
beforeEach(() => {
  browser.jar.clear()
  browser.headers = {}
})

const answers = { consent_data: 'yes' }

/** A form that is open on this device, with consent. */
async function opened(more: object = {}) {
  const made = await createDraft(ownerUrl, world.one.clinicId)
  await db.intakeAnswers.update({
    where: { intakeId: made.intakeId },
    data: { answers: { ...answers, ...more } },
  })
  const { visit } = await openLink({ token: made.token, birthDate: birth })
  browser.jar.set(VISIT_COOKIE, visit)
  return { ...made, base: `/f/${made.token}` }
}

function formOf(base: string, id: string, fields: Record<string, string>) {
  const section = sectionById.get(id)
  if (!section) throw new Error(id)
  const form = new FormData()
  const sent = { section: id, base, revision: sectionRevision(section, answers), ...fields }
  for (const [name, value] of Object.entries(sent)) form.set(name, value)
  return form
}

const send = (base: string, id: string, fields: Record<string, string>) =>
  saveByLink({ status: 'idle' }, formOf(base, id, fields))

const goesTo = (sent: Promise<unknown>, path: string) =>
  expect(sent).rejects.toMatchObject({ digest: expect.stringContaining(`;${path};`) })

const isOpen = () => browser.jar.has(VISIT_COOKIE)

it('hears of danger from a form that nobody used for over an hour', async () => {
  const { base, intakeId } = await opened()
  await db.intakeVisit.updateMany({
    where: { intakeId },
    data: { lastUsedAt: new Date(Date.now() - 61 * 60_000) },
  })
  await goesTo(send(base, 'sec_safety', { rf_chest_breathless: 'yes', go: 'back' }), `${base}/stop?to=safety`)
  expect(await db.redFlag.count({ where: { intakeId, flagId: 'flag_chest_breath' } })).toBe(1)
})

it('closes with what can be saved', async () => {
  const { base } = await opened()
  await goesTo(send(base, 'sec_identity', { full_name: 'Ida', go: 'close' }), base)
  expect(isOpen()).toBe(false)
})

it('says once which answers cannot be saved, and closes then', async () => {
  const { base } = await opened()
  const typed = { height_cm: 'tall', go: 'close' }
  const told = await send(base, 'sec_identity', typed)
  expect(told).toMatchObject({ status: 'error', fieldErrors: { height_cm: [expect.any(String)] } })
  expect(isOpen()).toBe(true)
  await goesTo(send(base, 'sec_identity', { ...typed, go: 'leave' }), base)
  expect(isOpen()).toBe(false)
})

it('closes as well where an answer waits for a choice', async () => {
  const { base } = await opened({ full_name: 'Ada' })
  const older = { full_name: 'Ida', revision: 'older' }
  const told = await send(base, 'sec_identity', { ...older, go: 'close' })
  const words = [expect.stringContaining('Close it once more')]
  expect(told).toMatchObject({ status: 'error', fieldErrors: { full_name: words } })
  expect(isOpen()).toBe(true)
  await goesTo(send(base, 'sec_identity', { ...older, go: 'leave' }), base)
  expect(isOpen()).toBe(false)
})

it('says once that it was sent elsewhere, and closes then', async () => {
  const { base, intakeId } = await opened()
  await db.intake.update({ where: { id: intakeId }, data: { status: 'submitted', submittedAt: new Date() } })
  const told = await send(base, 'sec_identity', { full_name: 'Ida', go: 'close' })
  expect(told).toMatchObject({ status: 'error', message: expect.stringContaining('Close it once more') })
  expect(isOpen()).toBe(true)
  await goesTo(send(base, 'sec_identity', { full_name: 'Ida', go: 'leave' }), base)
  expect(isOpen()).toBe(false)
})

it('shows words that must be read before it closes', async () => {
  const { base, intakeId } = await opened({ rf_chest_breathless: 'no' })
  const danger = { rf_chest_breathless: 'yes', revision: 'older', go: 'leave' }
  await goesTo(send(base, 'sec_safety', danger), `${base}/stop?to=safety&unsaved=newer`)
  expect([isOpen(), await db.redFlag.count({ where: { intakeId } })]).toEqual([true, 1])
})

it('keeps the page for a choice where danger has to be read, with its words above and nothing lost', async () => {
  const { base } = await opened({ rf_chest_breathless: 'no', rf_lump: 'no' })
  const clash = { rf_chest_breathless: 'yes', rf_lump: 'yes', revision: 'older' }
  const told = await send(base, 'sec_safety', { ...clash, go: 'next' })
  expect(told).toMatchObject({
    status: 'error',
    values: { rf_chest_breathless: 'yes', rf_lump: 'yes' },
    saved: {
      clashes: [{ id: 'rf_chest_breathless' }, { id: 'rf_lump' }],
      danger: expect.stringContaining('emergency'),
    },
  })
  const auto = await autosaveByLink({ status: 'idle' }, formOf(base, 'sec_safety', clash))
  expect(auto).toMatchObject({ data: { leave: null, danger: expect.stringContaining('emergency') } })
  // The danger that was heard before is known now; the answer beside it is as little saved.
  browser.headers = { accept: 'text/html' }
  const other = { rf_lump: 'yes', revision: 'older', go: 'next' }
  await goesTo(send(base, 'sec_safety', other), `${base}/stop?to=safety&unsaved=newer`)
})

it('makes a page anew that shows other answers than are saved, before it goes on', async () => {
  const page = sectionById.get('sec_consent')
  if (!page) throw new Error('sec_consent')
  const known = { full_name: 'Ida Beispiel', date_of_birth: birth }
  const { base } = await opened({ ...known, consent_share_doctor: 'no' })
  const posted = { ...calmSection(page, {}, '2026-01-01'), consent_name: 'Ida Beispiel' }
  const filled = Object.entries(posted).filter(([, to]) => to !== null)
  const revision = sectionRevision(page, { ...answers, consent_share_doctor: 'yes' })
  const fields = Object.fromEntries(filled.map(([id, to]) => [id, String(to)]))
  const sent = send(base, 'sec_consent', { ...fields, consent_share_doctor: 'yes', revision })
  const anew = expect.stringContaining(`;${base}/consent?changed=`)
  await expect(sent).rejects.toMatchObject({ digest: anew })
})

it('shows them after a fault, too, and names that as the reason', async () => {
  const { base, intakeId } = await opened()
  await db.$executeRaw`CREATE FUNCTION no_answers() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE 'away'; END $$`
  await db.$executeRaw`CREATE TRIGGER away BEFORE UPDATE ON "IntakeAnswers" FOR EACH ROW EXECUTE FUNCTION no_answers()`
  const sent = send(base, 'sec_safety', { rf_chest_breathless: 'yes', go: 'next' })
  await goesTo(sent, `${base}/stop?to=safety&unsaved=fault`)
  await db.$executeRaw`DROP FUNCTION no_answers() CASCADE`
  expect(await db.redFlag.count({ where: { intakeId } })).toBe(1)
})

it('leads to words that no page has had before anything else that stands in the way of its pages', async () => {
  const pages = {
    section: await import('#app/(public)/f/[token]/[section]/page.tsx'),
    check: await import('#app/(public)/f/[token]/check/page.tsx'),
    young: await import('#app/(public)/f/[token]/young/page.tsx'),
  }
  const { base, intakeId, patientId, token } = await opened()
  await goesTo(send(base, 'sec_safety', { rf_chest_breathless: 'yes', go: 'back' }), `${base}/stop?to=safety`)
  const params = (section: string) => ({ params: Promise.resolve({ token, section }) })
  const [onward, check, young] = [
    () => pages.section.default(params('aggravating')),
    () => pages.check.default(params('')),
    () => pages.young.default(params('')),
  ]
  await db.intakeAnswers.update({ where: { intakeId }, data: { answers: {} } })
  await goesTo(onward(), `${base}/stop?to=aggravating`)
  const child = new Date(Date.now() - 12 * 365 * 86_400_000)
  await db.patient.update({ where: { id: patientId }, data: { dateOfBirth: child } })
  await goesTo(onward(), `${base}/stop?to=aggravating`)
  await goesTo(check(), `${base}/stop?to=check`)
  await goesTo(young(), `${base}/stop?to=young`)
  const goesOn = new FormData()
  for (const [name, value] of Object.entries({ base, to: 'young' })) goesOn.set(name, value)
  await goesTo(goOnByLink({ status: 'idle' }, goesOn), `${base}/young`)
  await db.redFlag.updateMany({ where: { intakeId }, data: { shownAt: new Date() } })
  await goesTo(onward(), `${base}/young`)
  await goesTo(check(), `${base}/young`)
  await expect(young()).resolves.toBeTruthy()
})

it('answers a browser without scripts with a page that says that nothing was saved', async () => {
  const { base } = await opened()
  browser.jar.clear()
  browser.headers = { 'x-stepwise-path': `${base}/safety` }
  expect(await send(base, 'sec_safety', {})).toMatchObject({
    status: 'error',
    message: expect.stringContaining('closed on this device'),
  })
  browser.headers = { ...browser.headers, accept: 'text/html,application/xhtml+xml' }
  await goesTo(send(base, 'sec_safety', {}), `${base}?why=closed`)
})

it('tells why a form cannot be read, and what was heard in it, also when a fault breaks the hearing off', async () => {
  const refusedWith = (fault: Error) =>
    actionAs(
      async () => null,
      z.strictObject({ km: z.string('Write a number.') }),
      async () => undefined,
      { refused: () => Promise.reject(fault) },
    )({ status: 'idle' }, new FormData())
  const fieldErrors = { km: ['Write a number.'] }
  expect(await refusedWith(new HeardFault('Call 144.', new Error('away')))).toMatchObject({
    fieldErrors,
    message: expect.stringMatching(/^Call 144\. Please/),
  })
  expect(await refusedWith(new Error('away'))).toMatchObject({ fieldErrors })
  expect(await refusedWith(new NotFound('case'))).toMatchObject({ fieldErrors: {} })
})
