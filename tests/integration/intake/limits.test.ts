import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import type { Actor } from '#lib/access/actor.ts'
import { reviewSections, sectionById } from '#lib/content/intake/questionnaire.ts'
import { defaultLimits, type LimitId } from '#lib/content/limits/index.ts'
import { addDays, toDbDate } from '#lib/dates.ts'
import { asActor, onSafetyDuty } from '#lib/db/as-actor.ts'
import { newId } from '#lib/ids.ts'
import { submitIntake } from '#lib/intake/drafts/commands.ts'
import { sectionView } from '#lib/intake/drafts/queries.ts'
import { slugOf } from '#lib/intake/drafts/rules.ts'
import { saveSection } from '#lib/intake/drafts/saving/commands.ts'
import { beginReviewForm } from '#lib/intake/review-form/own/commands.ts'
import { triageIntake } from '#lib/intake/triage/queries.ts'
import { readLimits } from '#lib/limits/values/queries.ts'
import { recordMorning } from '#lib/tracking/pain-scores/commands.ts'
import { morningForm } from '#lib/tracking/pain-scores/queries.ts'
import { morningInput } from '#lib/tracking/pain-scores/schema.ts'
import { testDatabase } from '#tests/support/database.ts'
import { today } from '#tests/support/days.ts'
import { setClinicLimit } from '#tests/support/limits.ts'
import { createWorld, ownerClient, type TestClinic, type World } from '#tests/support/world.ts'
import { calmSection, createDraft, sections } from './setting.ts'

/** The numbers of a clinic, wherever a flag or a calculated value reads them: for staff, a patient and the holder of a link. */
const { ownerUrl } = await testDatabase()
const db = ownerClient(ownerUrl)
let world: World
beforeAll(async () => {
  world = await createWorld(ownerUrl)
})
afterAll(() => db.$disconnect())

const note = 'As our clinic sees it.'
const set = (limitId: LimitId, value: number | null) =>
  setClinicLimit(world.one.admin, { limitId, value, note })
afterEach(async () => {
  for (const id of ['severe_pain_nprs', 'night_pain_days', 'irritable_now_nprs'] as const) await set(id, null)
  await db.$executeRaw`UPDATE "RedFlag" SET "resolvedAt" = now() WHERE "resolvedAt" IS NULL`
})

const now = () => new Date()
async function saved(
  actor: Actor,
  intakeId: string,
  id: string,
  posted: object,
  kind: 'intake' | 'review_form',
) {
  const section = [...sectionById.values(), ...reviewSections].find((one) => one.id === id)
  if (!section) throw new Error(id)
  const { revision } = await sectionView(actor, intakeId, slugOf(id), now(), kind)
  return saveSection(actor, { intakeId, section, posted: { ...posted }, revision, strict: false }, now())
}

/** A form with pain of 6 now, from the first part to the last. */
async function hurting(clinic: TestClinic) {
  const form = await createDraft(ownerUrl, clinic.clinicId)
  let answers = {}
  for (const { id, ...part } of sections) {
    const calm = calmSection({ id, ...part }, answers, today())
    const posted = id === 'sec_intensity' ? { ...calm, nprs_now: 6, nprs_worst_7d: 6 } : calm
    await saved(form.actor, form.intakeId, id, posted, 'intake')
    answers = { ...answers, ...posted }
  }
  return form
}
const morning = (caseId: string, more: object) =>
  morningInput.parse({ id: newId(), caseId, score: '2', swelling: 'none', log_safety: ['none'], ...more })
const flagsOf = (intakeId: string) =>
  db.redFlag.findMany({ where: { intakeId }, select: { flagId: true, limits: true, answerChangedAt: true } })

describe('a flag of a form', () => {
  it('is raised by the limit of the clinic at a saved section, and not in another clinic', async () => {
    await set('severe_pain_nprs', 6)
    const [here, there] = [await hurting(world.one), await hurting(world.two)]
    expect(await flagsOf(here.intakeId)).toEqual([
      { flagId: 'flag_severe_pain', limits: { severe_pain_nprs: 6 }, answerChangedAt: null },
    ])
    expect(await flagsOf(there.intakeId)).toEqual([])
  })

  it('keeps the limit that it was found with, and its answer stays as it was', async () => {
    await set('severe_pain_nprs', 6)
    const { actor, intakeId } = await hurting(world.one)
    await set('severe_pain_nprs', null)
    await submitIntake(actor, intakeId, now())
    expect(await flagsOf(intakeId)).toMatchObject([{ flagId: 'flag_severe_pain', answerChangedAt: null }])
    const { flags } = await triageIntake(world.one.physioA, intakeId, now())
    expect(flags).toMatchObject([
      { flagId: 'flag_severe_pain', rule: 'nprs_now >= 6', state: 'unresolved', why: [{ state: 'met' }] },
    ])
  })

  it('is the same at the sending, where the calculated values are stored by the limits as well', async () => {
    const { actor, intakeId } = await hurting(world.one)
    const other = await hurting(world.two)
    await set('severe_pain_nprs', 6)
    await set('irritable_now_nprs', 7)
    for (const form of [{ actor, intakeId }, other]) await submitIntake(form.actor, form.intakeId, now())
    expect(await flagsOf(intakeId)).toMatchObject([{ flagId: 'flag_severe_pain' }])
    const derived = (id: string) => db.intakeAnswers.findUniqueOrThrow({ where: { intakeId: id } })
    expect((await derived(intakeId)).derived).toMatchObject({ irritability: 'moderate' })
    expect((await derived(other.intakeId)).derived).toMatchObject({ irritability: 'high' })
    const { record } = await triageIntake(world.one.physioA, intakeId, now())
    expect(record.derived.find(({ id }) => id === 'irritability')?.answer).toBe('Moderate')
  })

  it('is read as words by the patient in her own review form, also when it is known from a log', async () => {
    const { a } = world.one
    await set('severe_pain_nprs', 7)
    await recordMorning(a.actor, morning(a.caseId, { score: '7' }))
    await db.case.update({ where: { id: a.caseId }, data: { nextReviewOn: toDbDate(addDays(today(), 1)) } })
    const { intakeId } = await beginReviewForm(a.actor, { caseId: a.caseId })
    const pain = { nprs_now: 7, nprs_worst_7d: 7 }
    const told = await saved(a.actor, intakeId, 'sec_intensity', pain, 'review_form')
    expect(told.messages).toMatchObject({ level: 'same_day' })
    expect(JSON.stringify(told)).not.toContain('flag_')
    expect(await flagsOf(intakeId)).toEqual([])
    await set('severe_pain_nprs', null)
    const view = await sectionView(a.actor, intakeId, 'intensity', now(), 'review_form')
    expect(view.messages).toBeNull()
  })
})

describe('a flag of a log', () => {
  const raisedBy = (sourceId: string) =>
    db.redFlag.findMany({ where: { sourceId }, select: { flagId: true, limits: true } })

  it('is raised by pain on waking and by one bad night, by what the clinic set, and stands in the words at once', async () => {
    await set('severe_pain_nprs', 6)
    await set('night_pain_days', 1)
    const [here, there] = [world.one.a, world.two.a]
    for (const { actor, caseId, limits } of [
      { ...here, limits: true },
      { ...there, limits: false },
    ]) {
      const severe = morning(caseId, { score: '6', logDate: addDays(today(), -2) })
      const asleep = { log_safety: ['night_pain_constant'], logDate: addDays(today(), -1) }
      const night = morning(caseId, asleep)
      for (const input of [severe, night]) await recordMorning(actor, input)
      expect(await raisedBy(severe.id)).toEqual(
        limits ? [{ flagId: 'flag_severe_pain', limits: { severe_pain_nprs: 6 } }] : [],
      )
      expect(await raisedBy(night.id)).toEqual(
        limits ? [{ flagId: 'flag_malignancy', limits: { night_pain_days: 1 } }] : [],
      )
      const { words } = await morningForm(actor, { caseId, correct: null }, now())
      const all = words?.levels.flatMap(({ when }) => when.flatMap(({ made }) => made.flat())) ?? []
      const pains = all.filter(([field]) => field === 'score')
      expect(pains.map(([, score]) => score)).toEqual(limits ? ['6', '7', '8', '9', '10'] : ['8', '9', '10'])
    }
  })
})

describe('the limits of a clinic', () => {
  it('hold for its staff, its patients and its links, and for nobody elsewhere', async () => {
    await set('severe_pain_nprs', 6)
    const { one, two } = world
    const of = (actor: Actor) => asActor(actor, (tx) => readLimits(tx, actor.clinicId))
    for (const actor of [one.admin, one.physioA, one.a.actor, one.waiting.linkActor])
      expect((await of(actor)).severe_pain_nprs).toBe(6)
    for (const actor of [two.admin, two.physioA, two.a.actor, two.waiting.linkActor])
      expect(await of(actor)).toBe(defaultLimits)
    // What the clinic of another says, whoever asks for it.
    const across = (tx: Parameters<typeof readLimits>[0]) => readLimits(tx, one.clinicId)
    expect(await asActor(two.a.actor, across)).toBe(defaultLimits)
    expect(await asActor(two.waiting.linkActor, (tx) => onSafetyDuty(tx, () => across(tx)))).toBe(
      defaultLimits,
    )
  })
})
