import { beforeAll, describe, expect, it } from 'vitest'
import { alertWorklist } from '#lib/alerts/worklist/queries.ts'
import { clinicCounts } from '#lib/cases/counts/queries.ts'
import { caseFrame } from '#lib/cases/queries.ts'
import { dayIn } from '#lib/dates.ts'
import { asActor } from '#lib/db/as-actor.ts'
import { Conflict, HeardFault, Invalid, NotFound } from '#lib/errors.ts'
import { caseSafety } from '#lib/flags/queries.ts'
import { answerFlag } from '#lib/flags/responses/commands.ts'
import { newId } from '#lib/ids.ts'
import { recordReviewForm } from '#lib/intake/review-form/commands.ts'
import { reviewForm } from '#lib/intake/review-form/queries.ts'
import { toldIn } from '#lib/intake/told/queries.ts'
import { modifiersOf } from '#lib/programs/progression/modifiers/rules.ts'
import { readCaseInput } from '#lib/review/indicators/queries.ts'
import { testDatabase } from '#tests/support/database.ts'
import { withoutTable } from '#tests/support/faults.ts'
import { calmReview, calmSafety } from '#tests/support/review-answers.ts'
import { createWorld, ownerClient, type World } from '#tests/support/world.ts'

const { ownerUrl } = await testDatabase()
const db = ownerClient(ownerUrl)
let world: World
beforeAll(async () => {
  world = await createWorld(ownerUrl)
  return () => db.$disconnect()
})

const today = () => dayIn('Europe/Zurich', new Date())
const target = () => {
  const { caseId, patientId } = world.one.a
  return { clinicId: world.one.clinicId, caseId, patientId }
}

describe('the safety questions asked again', () => {
  it('make an old screen current', async () => {
    const { physioA, a } = world.one
    const before = await asActor(physioA, (tx) => caseSafety(tx, target(), today()))
    expect(before.screen).toMatchObject({ complete: true, current: false })
    await recordReviewForm(physioA, { id: newId(), caseId: a.caseId, part: 'safety', posted: calmSafety() })
    const after = await asActor(physioA, (tx) => caseSafety(tx, target(), today()))
    expect(after.screen).toMatchObject({ complete: true, ageDays: 0, current: true })
    expect(after.blockLevel).toBe('none')
  })

  it('count from the day on which they were answered where the patient is', async () => {
    const { clinicId, b } = world.one
    await db.patient.update({ where: { id: b.patientId }, data: { timeZone: 'Pacific/Kiritimati' } })
    // There it is the day after that of the clinic.
    const at = new Date('2026-11-10T12:00:00Z')
    const input = { id: newId(), caseId: b.caseId, part: 'safety' as const, posted: calmSafety() }
    await recordReviewForm(b.lead, input, at)
    const of = { clinicId, caseId: b.caseId, patientId: b.patientId }
    const on = async (day: string) => (await asActor(b.lead, (tx) => caseSafety(tx, of, day))).screen
    expect(await on('2026-11-25')).toMatchObject({ ageDays: 14, current: true })
    expect(await on('2026-11-26')).toMatchObject({ ageDays: 15, current: false })
    const frame = await caseFrame(b.lead, b.caseId, null, new Date('2026-11-25T09:00:00Z'))
    expect(frame.safety.screenCurrent).toBe(true)
    const told = await asActor(b.lead, (tx) => toldIn(tx, of))
    expect(told.forms.find(({ id }) => id === input.id)?.on).toBe('2026-11-11')
  })

  it('raise flags like an answer of the patient, once for one sending', async () => {
    const { physioA, a } = world.one
    const input = {
      id: newId(),
      caseId: a.caseId,
      part: 'safety' as const,
      posted: { ...calmSafety(), rf_calf_pain_swelling: 'yes', rf_dvt_risk: ['none'] },
    }
    const before = await clinicCounts(physioA, new Date())
    await Promise.all([1, 2, 3].map(() => recordReviewForm(physioA, input)))
    const flags = await db.redFlag.findMany({ where: { caseId: a.caseId, flagId: 'flag_dvt' } })
    expect(flags).toHaveLength(1)
    expect(flags[0]).toMatchObject({ source: 'review_form', urgency: 'same_day', sourceId: input.id })
    const safety = await asActor(physioA, (tx) => caseSafety(tx, target(), today()))
    expect(safety.blockLevel).toBe('programme')
    expect(safety.blocking).toEqual(['flag_dvt'])
    // It waits among the alerts, of which it opens none.
    const worklist = async () => (await alertWorklist(physioA, { view: 'mine', page: 1 }, new Date())).flags
    expect(await worklist()).toMatchObject([{ id: flags[0]?.id, urgency: 'same_day', caseId: a.caseId }])
    const { alerts, urgentAlerts } = await clinicCounts(physioA, new Date())
    expect([alerts, urgentAlerts]).toEqual([before.alerts + 1, before.urgentAlerts + 1])
    const answer = {
      id: newId(),
      flagRowId: flags[0]?.id ?? '',
      kind: 'referred',
      text: 'At the hospital',
    } as const
    await answerFlag(physioA, answer)
    expect(await worklist()).toEqual([])
    expect(await clinicCounts(physioA, new Date())).toEqual(before)
  })

  it('are heard when the page was sent before with others, or with the id of another form', async () => {
    const { physioA, a, b } = world.one
    const breathless = { ...calmSafety(), rf_chest_breathless: 'yes' }
    const send = (id: string, posted: Record<string, unknown>) =>
      recordReviewForm(physioA, { id, caseId: a.caseId, part: 'safety', posted })
    const raised = () => db.redFlag.count({ where: { caseId: a.caseId, flagId: 'flag_chest_breath' } })
    const id = newId()
    await send(id, calmSafety())
    await send(id, calmSafety())
    expect(await raised()).toBe(0)
    await expect(send(id, breathless)).rejects.toBeInstanceOf(Conflict)
    expect(await raised()).toBe(1)
    await db.redFlag.updateMany({
      where: { caseId: a.caseId, flagId: 'flag_chest_breath' },
      data: { supersededAt: new Date(), supersededBy: 'test' },
    })
    await expect(send(b.intakeId, breathless)).rejects.toBeInstanceOf(Conflict)
    expect(await raised()).toBe(2)
    expect(await db.intakeAnswers.count({ where: { intakeId: id } })).toBe(1)
  })

  it('are not complete with one unanswered, and change nothing then', async () => {
    const { physioA, a } = world.one
    const id = newId()
    const { rf_chest_breathless: _, ...rest } = calmSafety()
    const refused = recordReviewForm(physioA, { id, caseId: a.caseId, part: 'safety', posted: rest })
    await expect(refused).rejects.toBeInstanceOf(Invalid)
    await expect(refused).rejects.toMatchObject({ fieldErrors: { rf_chest_breathless: expect.any(Array) } })
    expect(await db.intake.count({ where: { id } })).toBe(0)
  })

  it('are heard with one unanswered, and the flag stands alone when the rest follows', async () => {
    const { physioA, a } = world.one
    const id = newId()
    const flags = (flagId: string) => db.redFlag.findMany({ where: { sourceId: id, flagId } })
    const send = (posted: Record<string, unknown>) =>
      recordReviewForm(physioA, { id, caseId: a.caseId, part: 'safety', posted })
    const { rf_lump: _, ...rest } = calmSafety()
    const told = {
      ...rest,
      rf_cold_pale_foot: 'yes',
      // "None of these" beside another answer: the other one counts.
      rf_cauda: ['none', 'saddle_numb'],
    }
    const refused = send(told)
    await expect(refused).rejects.toMatchObject({
      fieldErrors: { rf_lump: expect.any(Array), rf_cauda: expect.any(Array) },
      message: expect.stringContaining('marked as a red flag already'),
    })
    await expect(refused).rejects.toBeInstanceOf(Invalid)
    expect(await db.intake.count({ where: { id } })).toBe(0)
    for (const flagId of ['flag_limb_vascular', 'flag_cauda_equina'])
      expect(await flags(flagId)).toMatchObject([{ caseId: a.caseId, resolvedAt: null }])
    const blocked = await asActor(physioA, (tx) => caseSafety(tx, target(), today()))
    expect(blocked.blocking).toContain('flag_limb_vascular')
    await send({ ...told, rf_lump: 'no', rf_cauda: ['saddle_numb'] })
    expect(await flags('flag_limb_vascular')).toMatchObject([{ resolvedAt: null, answerChangedAt: null }])
    await db.redFlag.updateMany({ where: { sourceId: id }, data: { resolvedAt: new Date() } })
  })

  it('are heard when a fault undoes what follows from them', async () => {
    const { physioA, a } = world.one
    const posted = { ...calmSafety(), rf_cold_pale_foot: 'yes' }
    const input = { id: newId(), caseId: a.caseId, part: 'safety' as const, posted }
    await withoutTable(db, 'Alert', async () => {
      const fault = await recordReviewForm(physioA, input).catch((error) => error)
      expect(fault).toBeInstanceOf(HeardFault)
      expect(fault.words).toContain('marked as a red flag already')
    })
    const flags = () => db.redFlag.findMany({ where: { sourceId: input.id } })
    expect(await flags()).toMatchObject([{ flagId: 'flag_limb_vascular', answerChangedAt: expect.any(Date) }])
    expect(await db.intake.count({ where: { id: input.id } })).toBe(0)
    await recordReviewForm(physioA, input)
    expect(await flags()).toMatchObject([{ flagId: 'flag_limb_vascular', answerChangedAt: null }])
  })

  it('raise no settled flag anew by history that is confirmed as it stood, and do by anything else', async () => {
    const { b } = world.two
    const rows = () => db.redFlag.count({ where: { caseId: b.caseId, flagId: 'flag_post_surgery' } })
    const ask = async (changes: Record<string, string>) => {
      const posted = { ...calmSafety(), ...changes }
      await recordReviewForm(b.lead, { id: newId(), caseId: b.caseId, part: 'safety', posted })
      const raised = await rows()
      const settled = { respondedAt: new Date(), resolvedAt: new Date() }
      await db.redFlag.updateMany({ where: { caseId: b.caseId }, data: settled })
      return raised
    }
    const implant = { rf_knee_implant: 'yes' }
    const before = await ask({})
    expect(await ask(implant)).toBe(before + 1)
    expect(await ask(implant)).toBe(before + 1)
    expect(await ask({ ...implant, rf_joint_procedure_6w: 'yes' })).toBe(before + 2)
    expect(await ask(implant)).toBe(before + 2)
    await ask({})
    expect(await ask(implant)).toBe(before + 3)
  })

  it('are for the care team alone', async () => {
    const { one, two } = world
    for (const actor of [one.physioB, one.admin, one.a.actor, two.physioA]) {
      await expect(reviewForm(actor, one.a.caseId, 'whole', new Date())).rejects.toBeInstanceOf(NotFound)
      const sent = recordReviewForm(actor, {
        id: newId(),
        caseId: one.a.caseId,
        part: 'safety',
        posted: calmSafety(),
      })
      await expect(sent).rejects.toBeInstanceOf(NotFound)
    }
  })

  it('open with nothing answered but what never changes', async () => {
    const view = await reviewForm(world.one.physioA, world.one.a.caseId, 'safety', new Date())
    expect(view.answers).toMatchObject({ rf_knee_implant: 'no' })
    expect(view.answers).not.toHaveProperty('rf_trauma')
    expect(view.shown).toContain('rf_trauma')
    expect(view.shown).not.toContain('rf_trauma_days')
  })
})

describe('the whole review form', () => {
  const whole = (): Record<string, unknown> => ({ ...calmReview(), medical_conditions: ['asthma_copd'] })
  const send = (posted: Record<string, unknown>, at = new Date(), id = newId()) => {
    const { lead, caseId } = world.two.a
    return recordReviewForm(lead, { id, caseId, part: 'whole', posted }, at)
  }
  const alerts = () =>
    db.alert.findMany({ where: { caseId: world.two.a.caseId, alertId: 'al_energy' }, orderBy: { id: 'asc' } })

  /** A form of 20 days ago; one that was sent is kept, so it is a further one. */
  const earlierForm = async (
    { caseId, patientId }: { caseId: string; patientId: string },
    answers: object,
  ) => {
    const of = { clinicId: world.two.clinicId, patientId }
    const id = newId()
    const submittedAt = new Date(Date.now() - 20 * 86_400_000)
    await db.intake.create({
      data: { id, ...of, caseId, kind: 'review_form', status: 'draft', submittedAt },
    })
    await db.intakeAnswers.create({ data: { intakeId: id, ...of, answers } })
  }

  beforeAll(() =>
    earlierForm(world.two.a, {
      date_of_birth: '1990-05-17',
      sex_at_birth: 'female',
      medical_conditions: ['asthma_copd'],
      medications: ['hormonal'],
      energy_low: 'no',
      diet_restrict: 'no',
      periods_status: 'regular',
      psfs_2_activity: 'Stairs',
      psfs_2_score: 4,
    }),
  )

  it('opens with the last answer where it is only to be confirmed, and with what was named to be rated', async () => {
    const { lead, caseId, canary } = world.two.a
    const view = await reviewForm(lead, caseId, 'whole', new Date())
    expect(view.answers).toMatchObject({ medical_conditions: ['asthma_copd'], medications: ['hormonal'] })
    // Of the safety questions those that are about what was: the others begin empty.
    expect(view.answers).toMatchObject({ rf_cancer_history: 'no' })
    expect(view.answers).not.toHaveProperty('rf_calf_pain_swelling')
    expect(view.shown).toEqual(expect.arrayContaining(['energy_low', 'periods_status', 'psfs_2_score']))
    expect(view.shown).not.toContain('psfs_3_score')
    expect(view.shown).not.toContain('steroid_long')
    expect(view.activities).toEqual({ psfs_1_score: canary, psfs_2_score: 'Stairs' })
  })

  it('is not complete without a question that it opens, and changes nothing then', async () => {
    const refused = send(whole())
    await expect(refused).rejects.toMatchObject({ fieldErrors: { psfs_2_score: expect.any(Array) } })
    const steroids = { ...whole(), psfs_2_score: '5', medications: ['steroid_tablets'] }
    await expect(send(steroids)).rejects.toMatchObject({
      fieldErrors: { steroid_long: expect.any(Array) },
    })
    const { energy_low: _, ...rest }: Record<string, unknown> = { ...whole(), psfs_2_score: '5' }
    await expect(send(rest)).rejects.toMatchObject({ fieldErrors: { energy_low: expect.any(Array) } })
    expect(await db.intake.count({ where: { caseId: world.two.a.caseId, filledById: { not: null } } })).toBe(
      0,
    )
  })

  it('is kept so that it can be read by itself, without what was left open', async () => {
    const id = newId()
    await send({ ...whole(), psfs_2_score: '5' }, new Date(), id)
    const { answers, sections } = await db.intakeAnswers.findUniqueOrThrow({ where: { intakeId: id } })
    expect(answers).toMatchObject({ energy_low: 'no', sex_at_birth: 'female', psfs_2_activity: 'Stairs' })
    expect(answers).not.toHaveProperty('km_longest_now')
    expect(answers).not.toHaveProperty('main_problem')
    expect(sections).toContain('sec_recovery')
    expect(await alerts()).toEqual([])
  })

  it('that newly says yes to low energy opens its alert at once, sent twice once; the next yes is no news', async () => {
    const tired = { ...whole(), psfs_2_score: '5', energy_low: 'yes' }
    const later = (days: number) => new Date(Date.now() + days * 86_400_000)
    const id = newId()
    await Promise.all([send(tired, later(14), id), send(tired, later(14), id)])
    expect(await alerts()).toMatchObject([
      { severity: 'act', inputs: { ind_energy_worse: 'yes' }, closedAt: null, notTrueSince: null },
    ])
    const { lead, caseId } = world.two.a
    const safety = { id: newId(), caseId, part: 'safety' as const, posted: calmSafety() }
    await recordReviewForm(lead, safety, later(20))
    expect(await alerts()).toMatchObject([{ notTrueSince: null }])
    await send(tired, later(28))
    expect(await alerts()).toMatchObject([{ notTrueSince: expect.any(Date) }])
  })

  it('asks about pregnancy anew: it is no form without the answer, and a yes stops impact at once', async () => {
    const { b, clinicId, physioB } = world.two
    const { caseId, patientId } = b
    const form = (posted: Record<string, unknown>) =>
      recordReviewForm(physioB, { id: newId(), caseId, part: 'whole', posted })
    const { medical_conditions: _, ...without } = whole()
    await expect(form(without)).rejects.toMatchObject({
      fieldErrors: { medical_conditions: expect.any(Array) },
    })
    const flags = () =>
      db.redFlag.findMany({ where: { clinicId, patientId, caseId, flagId: 'flag_pregnancy' } })
    await form(whole())
    expect(await flags()).toEqual([])
    await form({ ...whole(), medical_conditions: ['pregnancy'] })
    expect(await flags()).toMatchObject([{ block: 'impact', source: 'review_form', resolvedAt: null }])
    const target = { clinicId, caseId, patientId, timeZone: 'Asia/Kathmandu' }
    const { answers } = await asActor(physioB, (tx) => readCaseInput(tx, target, new Date()))
    expect(modifiersOf(answers)).toMatchObject({ pregnancyOrBirth: true, pregnant: true, notKnown: [] })
  })

  it('that newly tells of missed periods opens it too, and raises its flag', async () => {
    const { b, clinicId, physioB } = world.two
    const { caseId } = b
    await earlierForm(b, { date_of_birth: '1990-05-17', sex_at_birth: 'female', periods_status: 'regular' })
    const posted = { ...whole(), periods_status: 'missed_3plus' }
    await recordReviewForm(physioB, { id: newId(), caseId, part: 'whole', posted })
    const found = await db.alert.findMany({ where: { clinicId, caseId, alertId: 'al_energy' } })
    expect(found).toMatchObject([{ severity: 'act', closedAt: null }])
    const flags = await db.redFlag.findMany({ where: { clinicId, caseId, flagId: 'flag_reds' } })
    expect(flags).toMatchObject([
      { source: 'review_form', inputs: { periods_missed: 'yes', periods_status: 'missed_3plus' } },
    ])
  })
})
