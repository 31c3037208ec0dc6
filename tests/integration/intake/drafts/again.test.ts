import { describe, expect, it } from 'vitest'
import { asActor } from '#lib/db/as-actor.ts'
import { Invalid } from '#lib/errors.ts'
import { caseSafety } from '#lib/flags/queries.ts'
import type { Answers } from '#lib/intake/answers/schema.ts'
import { submitIntake } from '#lib/intake/drafts/commands.ts'
import { checkView, formFrame, sectionView } from '#lib/intake/drafts/queries.ts'
import { saveSection } from '#lib/intake/drafts/saving/commands.ts'
import { acceptIntake } from '#lib/intake/triage/accepting/commands.ts'
import { triageIntake } from '#lib/intake/triage/queries.ts'
import { ownerClient } from '#tests/support/world.ts'
import { calmSection, sections } from '../setting.ts'
import { db, draft, section, setUp, stored, today, world } from './setting.ts'

await setUp()

/** Noon, so many days before today. */
const daysAgo = (days: number) => new Date(Date.parse(`${today}T11:00:00Z`) - days * 86_400_000)
const noon = daysAgo(0)

type Form = Awaited<ReturnType<typeof draft>>
async function save({ actor, intakeId }: Form, id: string, posted: Answers, at: Date, strict = true) {
  const { revision } = await sectionView(actor, intakeId, id.replace('sec_', ''), at)
  return saveSection(actor, { intakeId, section: section(id), posted, revision, strict }, at)
}

const fallen: Answers = { rf_trauma: 'yes', rf_trauma_days: 2 }

/** A whole form of a patient who fell, filled in on one day and not sent. */
async function filled(at: Date) {
  const form = await draft()
  let answers: Answers = {}
  for (const part of sections) {
    const own = part.id === 'sec_safety' ? fallen : {}
    const posted = { ...calmSection(part, { ...answers, ...own }, today), ...own }
    const { errors } = await save(form, part.id, posted, at)
    expect([part.id, errors]).toEqual([part.id, {}])
    answers = { ...answers, ...posted }
  }
  const safety = Object.fromEntries(
    section('sec_safety').questions.map(({ id }) => [id, answers[id] ?? null]),
  )
  return { form, safety }
}

const sentScreen = async ({ intakeId }: Form) =>
  (await triageIntake(world.one.physioA, intakeId, noon)).screen

describe('safety answers of a form that lay about', () => {
  it('are asked again, as they were typed, without what was counted from their day', async () => {
    const { form } = await filled(daysAgo(250))
    const { actor, intakeId } = form
    const frame = await formFrame(actor, intakeId, noon)
    expect(frame.resume).toBe('safety')
    expect(frame.again).toMatch(/^These questions were answered on .* as it is today/)
    const view = await sectionView(actor, intakeId, 'safety', noon)
    expect(view.answers).toMatchObject({ rf_trauma: 'yes', rf_trauma_days: null, rf_lump: 'no' })
    const check = await checkView(actor, intakeId, noon)
    expect(check.canSend).toBe(false)
    expect(check.sections.find(({ slug }) => slug === 'safety')?.again).toBe(frame.again)
  })

  it('keep the form from being sent, until all of them are confirmed', async () => {
    const { form, safety } = await filled(daysAgo(250))
    const { actor, intakeId } = form
    await expect(submitIntake(actor, intakeId, noon)).rejects.toThrow(/the safety questions were answered on/)
    await save(form, 'sec_safety', { ...safety, rf_trauma_days: 5 }, noon, false)
    await save(form, 'sec_goals', {}, noon, false)
    await expect(submitIntake(actor, intakeId, noon)).rejects.toThrow(Invalid)
    const half = await save(form, 'sec_safety', { ...safety, rf_trauma_days: null }, noon)
    expect(half.errors).toHaveProperty('rf_trauma_days')
    await expect(submitIntake(actor, intakeId, noon)).rejects.toThrow(Invalid)
    await save(form, 'sec_safety', { ...safety, rf_trauma: 'no' }, noon)
    await submitIntake(actor, intakeId, noon)
    expect(await sentScreen(form)).toMatchObject({ complete: true, ageDays: 0 })
    expect((await stored(intakeId)).values.rf_trauma).toBe('no')
  })

  it('are confirmed by "Continue" alone, with nothing changed', async () => {
    const { form, safety } = await filled(daysAgo(3))
    const { actor, intakeId } = form
    expect((await formFrame(actor, intakeId, noon)).resume).toBe('safety')
    await save(form, 'sec_safety', { ...safety }, noon)
    expect(await formFrame(actor, intakeId, noon)).toMatchObject({ again: null, resume: 'check' })
    await submitIntake(actor, intakeId, noon)
  })

  it('of yesterday count, and the screen goes by their day', async () => {
    const { form } = await filled(daysAgo(1))
    const { actor, intakeId } = form
    expect(await formFrame(actor, intakeId, noon)).toMatchObject({ again: null, resume: 'check' })
    await submitIntake(actor, intakeId, noon)
    expect((await sentScreen(form)).ageDays).toBe(1)
    const { physioA, clinicId } = world.one
    const { caseId } = await acceptIntake(
      physioA,
      {
        intakeId,
        leadId: physioA.accountId,
        complaint: 'Outer knee',
        side: 'left',
        nextReviewOn: null,
      },
      noon,
    )
    const { screen } = await asActor(physioA, (tx) =>
      caseSafety(tx, { clinicId, caseId, patientId: form.patientId }, today),
    )
    expect(screen).toMatchObject({ complete: true, ageDays: 1 })
  })

  it('of a draft from before, whose day nobody knows, are asked again', async () => {
    const { form } = await filled(noon)
    const owner = ownerClient(db.ownerUrl)
    const { intakeId } = form
    await owner.intakeAnswers.update({ where: { intakeId }, data: { safetyOn: null } })
    await owner.$disconnect()
    expect(await formFrame(form.actor, intakeId, noon)).toMatchObject({
      resume: 'safety',
      again: expect.stringContaining('some days ago'),
    })
    await expect(submitIntake(form.actor, intakeId, noon)).rejects.toThrow(Invalid)
  })
})
