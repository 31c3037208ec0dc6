import { beforeAll, describe, expect, it } from 'vitest'
import { caseOverview } from '#lib/cases/overview/queries.ts'
import { dayIn } from '#lib/dates.ts'
import { asActor } from '#lib/db/as-actor.ts'
import { newId } from '#lib/db/ids.ts'
import { Invalid, NotFound } from '#lib/errors.ts'
import { caseSafety, ownSafety } from '#lib/flags/queries.ts'
import { answerFlag } from '#lib/flags/responses/commands.ts'
import { recordSafetyCheck } from '#lib/intake/safety-check/commands.ts'
import { safetyCheckForm } from '#lib/intake/safety-check/queries.ts'
import { safetySection } from '#lib/intake/safety-check/schema.ts'
import { testDatabase } from '#tests/support/database.ts'
import { createWorld, ownerClient, type World } from '#tests/support/world.ts'

const { ownerUrl } = await testDatabase()
const db = ownerClient(ownerUrl)
let world: World
beforeAll(async () => {
  world = await createWorld(ownerUrl)
  return () => db.$disconnect()
})

/** Every question answered with "no", "none" or what is normal. */
const calm = (): Record<string, unknown> => ({
  ...Object.fromEntries(
    safetySection().questions.map((question) => {
      if (question.type === 'boolean') return [question.id, 'no']
      if (question.type === 'multi') return [question.id, ['none']]
      return [question.id, question.options[0]?.id ?? '']
    }),
  ),
  rf_bend_90: 'yes',
  rf_trauma_days: '',
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
    expect(before.screen.complete).toBe(false)
    await recordSafetyCheck(physioA, { id: newId(), caseId: a.caseId, posted: calm() })
    const after = await asActor(physioA, (tx) => caseSafety(tx, target(), today()))
    expect(after.screen).toMatchObject({ complete: true, ageDays: 0, current: true })
    expect(after.blockLevel).toBe('none')
  })

  it('raise flags like an answer of the patient, once for one sending', async () => {
    const { physioA, a } = world.one
    const input = {
      id: newId(),
      caseId: a.caseId,
      posted: { ...calm(), rf_calf_pain_swelling: 'yes', rf_dvt_risk: ['none'] },
    }
    await Promise.all([1, 2, 3].map(() => recordSafetyCheck(physioA, input)))
    const flags = await db.redFlag.findMany({ where: { caseId: a.caseId, flagId: 'flag_dvt' } })
    expect(flags).toHaveLength(1)
    expect(flags[0]).toMatchObject({ source: 'review_form', urgency: 'same_day', sourceId: input.id })
    const safety = await asActor(physioA, (tx) => caseSafety(tx, target(), today()))
    expect(safety.blockLevel).toBe('programme')
    expect(safety.blocking).toEqual(['flag_dvt'])
  })

  it('are not complete with one unanswered, and change nothing then', async () => {
    const { physioA, a } = world.one
    const id = newId()
    const { rf_chest_breathless: _, ...rest } = calm()
    const refused = recordSafetyCheck(physioA, { id, caseId: a.caseId, posted: rest })
    await expect(refused).rejects.toBeInstanceOf(Invalid)
    await expect(refused).rejects.toMatchObject({ fieldErrors: { rf_chest_breathless: expect.any(Array) } })
    expect(await db.intake.count({ where: { id } })).toBe(0)
  })

  it('are for the care team alone', async () => {
    const { one, two } = world
    for (const actor of [one.physioB, one.admin, one.a.actor, two.physioA]) {
      await expect(safetyCheckForm(actor, one.a.caseId, new Date())).rejects.toBeInstanceOf(NotFound)
      const sent = recordSafetyCheck(actor, { id: newId(), caseId: one.a.caseId, posted: calm() })
      await expect(sent).rejects.toBeInstanceOf(NotFound)
    }
  })

  it('open with nothing answered but what never changes', async () => {
    const view = await safetyCheckForm(world.one.physioA, world.one.a.caseId, new Date())
    expect(view.answers).toMatchObject({ rf_knee_implant: 'no' })
    expect(view.answers).not.toHaveProperty('rf_trauma')
    expect(view.shown).toContain('rf_trauma')
    expect(view.shown).not.toContain('rf_trauma_days')
  })
})

describe('an alarming answer in a second form of somebody in treatment', () => {
  it('stops the program that runs, for the patient and for the team, until it is answered', async () => {
    const { physioA, a, clinicId } = world.one
    const { caseId, patientId } = a
    const of = { clinicId, patientId }
    const [intakeId, flagId] = [newId(), newId()]
    await db.intake.create({
      data: { ...of, id: intakeId, createdById: physioA.accountId, savedAt: new Date() },
    })
    await db.redFlag.create({
      data: {
        ...{ ...of, id: flagId, intakeId, source: 'intake', flagId: 'flag_septic_joint' },
        ...{ urgency: 'emergency', block: 'programme', ruleSetVersion: 1, inputs: {} },
      },
    })
    const now = new Date()
    const blocking = async () =>
      (await asActor(physioA, (tx) => caseSafety(tx, target(), today()))).blocking.includes(
        'flag_septic_joint',
      )
    const own = () => asActor(a.actor, (tx) => ownSafety(tx, caseId, { minor: false }))
    const cards = async () => (await caseOverview(physioA, caseId, now)).flags.map((flag) => flag.id)
    expect(await blocking()).toBe(true)
    expect(await own()).toMatchObject({ blockLevel: 'programme', messages: { level: 'emergency' } })
    expect(await cards()).toContain(flagId)
    // A form of another patient says nothing about this case.
    const other = { clinicId, caseId: world.one.b.caseId, patientId: world.one.b.patientId }
    const theirs = await asActor(world.one.b.lead, (tx) => caseSafety(tx, other, today()))
    expect(theirs.blocking).not.toContain('flag_septic_joint')
    const answer = { id: newId(), flagRowId: flagId, kind: 'ruled_out' as const, text: 'Seen, cold and dry.' }
    await answerFlag(physioA, answer)
    expect(await blocking()).toBe(false)
    expect((await own()).messages?.level).not.toBe('emergency')
    // What was answered before the case was opened is not about it.
    await db.redFlag.update({ where: { id: flagId }, data: { resolvedAt: null } })
    expect(await blocking()).toBe(true)
    await db.intake.update({ where: { id: intakeId }, data: { savedAt: new Date('2020-01-01') } })
    expect(await blocking()).toBe(false)
    expect(await cards()).not.toContain(flagId)
  })
})
