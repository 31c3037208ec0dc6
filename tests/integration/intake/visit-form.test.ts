import { describe, expect, it } from 'vitest'
import { caseIntake } from '#lib/cases/intake/queries.ts'
import { caseFrame } from '#lib/cases/queries.ts'
import { dayIn } from '#lib/dates.ts'
import { asActor } from '#lib/db/as-actor.ts'
import { Conflict, Invalid, NotFound } from '#lib/errors.ts'
import { caseSafety } from '#lib/flags/queries.ts'
import { newId } from '#lib/ids.ts'
import { recordReviewForm } from '#lib/intake/review-form/commands.ts'
import { newestAnswers } from '#lib/intake/review-form/queries.ts'
import { recordVisitForm } from '#lib/intake/visit-form/commands.ts'
import { visitForm } from '#lib/intake/visit-form/queries.ts'
import { visitSearch } from '#lib/intake/visit-form/schema.ts'
import { readCaseInput } from '#lib/review/indicators/queries.ts'
import { calmSafety } from '#tests/support/review-answers.ts'
import {
  db,
  factorIn,
  lead,
  now,
  one,
  opened,
  reevaluate,
  setUp,
  strangers,
  view,
} from '../factors/setting.ts'

await setUp()

const unsaid = ['warmup_freq', 'warmup_min', 'shoe_km', 'shoe_age_months', 'shoe_wear']
/** A case whose form said nothing about the warm-up and the shoes, as one of an older questionnaire. */
async function silent() {
  const found = await opened()
  await db.$executeRaw`ALTER TABLE "IntakeAnswers" DISABLE TRIGGER kept`
  await db.$executeRaw`UPDATE "IntakeAnswers" SET answers = answers - ${unsaid}::text[] WHERE "intakeId" = ${found.intakeId}::uuid`
  await db.$executeRaw`ALTER TABLE "IntakeAnswers" ENABLE TRIGGER kept`
  await reevaluate(lead, found.caseId)
  return found
}
const asked = (caseId: string, posted: Record<string, unknown>, id = newId()) => ({
  id,
  caseId,
  posted,
  ask: Object.keys(posted),
})

describe('what only the intake asks', () => {
  it('is given at the visit, recorded as such, and the factor is worked out', async () => {
    const { caseId } = await silent()
    const before = factorIn(await view(caseId), 'fac_shoe_worn')
    expect(before?.level).toBe(null)
    const href = before?.missing.find(({ id }) => id === 'shoe_km')?.href ?? ''
    expect(href).toContain(`/cases/${caseId}/visit-form?ask=shoe_km,`)
    const input = asked(caseId, { shoe_km: '1200', shoe_age_months: '30', shoe_wear: ['sole_worn_smooth'] })
    expect(await recordVisitForm(lead, input)).toBe(caseId)
    expect(await recordVisitForm(lead, input)).toBe(caseId)
    const after = factorIn(await view(caseId), 'fac_shoe_worn')
    expect(after?.level).toBeGreaterThan(0)
    expect(after?.inputs.find(({ id }) => id === 'shoe_km')).toMatchObject({
      answer: expect.stringContaining('1200'),
      from: expect.stringMatching(/^Asked at the visit, /),
    })
    const rows = await db.intake.findMany({ where: { caseId }, include: { answers: true } })
    expect(rows).toMatchObject([
      {
        kind: 'visit_form',
        status: 'accepted',
        filledById: lead.accountId,
        answers: { sections: ['sec_shoes'] },
      },
    ])
    const page = await caseIntake(lead, caseId, input.id, now)
    expect(page.forms[0]).toMatchObject({ title: 'Asked at the visit' })
    expect(JSON.stringify(page.record)).toMatch(/1200 km/)
  })

  it('stays not assessed where it is left open, and the newest answer wins', async () => {
    const { caseId } = await silent()
    await expect(recordVisitForm(lead, asked(caseId, { shoe_km: '' }))).rejects.toThrow(Invalid)
    await expect(recordVisitForm(lead, asked(caseId, { shoe_km: '9000' }))).rejects.toMatchObject({
      fieldErrors: { shoe_km: [expect.any(String)] },
    })
    expect(await db.intake.count({ where: { caseId } })).toBe(0)
    await recordVisitForm(lead, asked(caseId, { warmup_freq: 'never', shoe_km: '' }))
    await recordVisitForm(lead, asked(caseId, { shoe_km: '300' }))
    await recordVisitForm(lead, asked(caseId, { shoe_km: '400', warmup_freq: '' }))
    const found = await view(caseId)
    expect(factorIn(found, 'fac_no_warmup')?.level).toBe(2)
    expect(factorIn(found, 'fac_shoe_worn')?.inputs.find(({ id }) => id === 'shoe_km')?.answer).toContain(
      '400',
    )
  })

  it('is what she could not remember at the intake, and the factor of it is worked out', async () => {
    const { caseId } = await opened({ load_recall_unknown: 'yes', km_week_before: null, km_week_onset: null })
    const before = factorIn(await view(caseId), 'fac_weekly_spike')
    expect(before?.level).toBe(null)
    const href = before?.missing.find(({ id }) => id === 'km_week_before')?.href ?? ''
    const wanted = visitSearch.parse({ ask: new URL(href, 'http://x').searchParams.get('ask') }).ask
    const form = await visitForm(lead, caseId, wanted, now)
    expect(form.shown).toEqual(expect.arrayContaining(['km_week_before', 'km_week_onset']))
    expect(form.ask).toContain('load_recall_unknown')
    const nothing = { load_recall_unknown: null, km_week_before: '', km_week_onset: '' }
    await expect(recordVisitForm(lead, asked(caseId, nothing))).rejects.toThrow(Invalid)
    await recordVisitForm(lead, asked(caseId, { ...nothing, km_week_before: '20', km_week_onset: '40' }))
    expect(factorIn(await view(caseId), 'fac_weekly_spike')?.level).toBeGreaterThan(0)
  })

  it('says nothing about safety: the screen stays that of the safety questions, however often it is asked', async () => {
    const { caseId, patientId } = await silent()
    await recordReviewForm(lead, { id: newId(), caseId, part: 'safety', posted: calmSafety() })
    const later = new Date(now.getTime() + 3 * 86_400_000)
    for (const km of [100, 200, 300, 400, 500, 600])
      await recordVisitForm(lead, asked(caseId, { shoe_km: `${km}` }), later)
    const of = { clinicId: one.clinicId, caseId, patientId }
    const today = dayIn('Europe/Zurich', later)
    const { screen } = await asActor(lead, (tx) => caseSafety(tx, of, today))
    expect(screen).toMatchObject({ complete: true, ageDays: 3 })
    expect((await caseFrame(lead, caseId, null, later)).safety).toMatchObject({ screenComplete: true })
    const read = { ...of, timeZone: 'Europe/Zurich' }
    const { input } = await asActor(lead, (tx) => readCaseInput(tx, read, later))
    expect(input.forms.filter(({ kind }) => kind === 'review')).toHaveLength(1)
    expect(input.forms.filter(({ kind }) => kind === 'visit')).toHaveLength(6)
  })

  it('raises what is dangerous in it, leaves other flags as they are, and is heard when the case is closed', async () => {
    const { caseId } = await silent()
    await recordReviewForm(lead, {
      id: newId(),
      caseId,
      part: 'safety' as const,
      posted: { ...calmSafety(), rf_calf_pain_swelling: 'yes', rf_dvt_risk: ['none'] },
    })
    const flags = () => db.redFlag.findMany({ where: { caseId }, orderBy: { raisedAt: 'asc' } })
    const before = await flags()
    expect(before.map(({ flagId }) => flagId)).toContain('flag_dvt')
    await recordVisitForm(lead, asked(caseId, { shoe_km: '500' }))
    expect(await flags()).toEqual(before)
    await db.case.update({ where: { id: caseId }, data: { status: 'discharged', closedAt: now } })
    await expect(recordVisitForm(lead, asked(caseId, { shoe_km: '600' }))).rejects.toThrow(Conflict)
  })

  it('is asked and answered by the care team alone', async () => {
    const { caseId } = await silent()
    for (const [name, actor] of strangers) {
      const form = visitForm(actor, caseId, ['shoe_km'], now)
      await expect(form, name).rejects.toThrow(NotFound)
      if (actor.kind === 'account')
        await expect(recordVisitForm(actor, asked(caseId, { shoe_km: '1' })), name).rejects.toThrow(NotFound)
    }
    await expect(visitForm(lead, caseId, [], now)).rejects.toThrow(NotFound)
    const form = await visitForm(lead, caseId, ['warmup_min'], now)
    expect(form).toMatchObject({ ask: ['warmup_min', 'warmup_freq'], shown: ['warmup_freq'], unit: 'km' })
  })
})

describe('what changes in a course or was a slip', () => {
  it('is a goal: the newest counts for the rules, an emptied one is given up, and the intake stays', async () => {
    const { caseId, patientId, intakeId } = await opened()
    const read = { clinicId: one.clinicId, caseId, patientId, timeZone: 'Europe/Zurich' }
    const goals = async () => (await asActor(lead, (tx) => readCaseInput(tx, read, new Date()))).input.goals
    const before = await db.intakeAnswers.findUniqueOrThrow({ where: { intakeId } })
    const aims = { goal_text: 'Run with my sister', goal_longest_km: '', goal_date: '', event_upcoming: 'no' }
    await recordVisitForm(lead, asked(caseId, { ...aims, goal_km_week: '60' }))
    expect(await goals()).toMatchObject({ kmWeek: 60, longestKm: null, goalDate: null, eventDate: null })
    const form = await visitForm(lead, caseId, ['goal_km_week', 'goal_text'], now)
    expect(form.answers).toMatchObject({ goal_km_week: 60, goal_text: 'Run with my sister' })
    await recordVisitForm(lead, asked(caseId, { ...aims, goal_km_week: '' }))
    expect(await goals()).toMatchObject({ kmWeek: null })
    const after = await db.intakeAnswers.findUniqueOrThrow({ where: { intakeId } })
    expect(after.answers).toEqual(before.answers)
    const { newest } = await caseIntake(lead, caseId, null, now)
    expect(newest).toContainEqual({ term: 'Goal', value: 'Run with my sister' })
    expect(newest.map(({ term }) => term)).not.toContain('Distance')
  })

  it('is the sex at birth, which the record then says too', async () => {
    const { caseId, patientId } = await opened()
    const { sexAtBirth } = await db.patient.findUniqueOrThrow({ where: { id: patientId } })
    const sex = sexAtBirth === 'male' ? 'female' : 'male'
    await recordVisitForm(lead, asked(caseId, { sex_at_birth: sex }))
    expect(await db.patient.findUniqueOrThrow({ where: { id: patientId } })).toMatchObject({
      sexAtBirth: sex,
    })
    const told = await asActor(lead, (tx) => newestAnswers(tx, { clinicId: one.clinicId, caseId, patientId }))
    expect(told.sex_at_birth).toBe(sex)
    const events = await db.auditEvent.findMany({ where: { type: 'patient.changed', patientId } })
    expect(events.map(({ data }) => data)).toContainEqual({ fields: ['sexAtBirth'] })
  })
})
