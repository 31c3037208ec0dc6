import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { recordAudit } from '#lib/audit/commands.ts'
import { asActor, onSafetyDuty, type Tx } from '#lib/db/as-actor.ts'
import { newId } from '#lib/ids.ts'
import { changed } from '#tests/support/attempt.ts'
import { testDatabase } from '#tests/support/database.ts'
import { createWorld, ownerClient, type World } from '#tests/support/world.ts'

/** Whose form it is, by the database's lock alone: physio A treats patient A, and physio B patient B. */
const { ownerUrl } = await testDatabase()
const db = ownerClient(ownerUrl)
afterAll(() => db.$disconnect())
let world: World
beforeAll(async () => {
  world = await createWorld(ownerUrl)
})

/** A form of patient B that is begun. */
async function begun(kind: 'intake' | 'visit_form', withAnswers = true): Promise<string> {
  const { b, clinicId } = world.one
  const id = newId()
  const of = { clinicId, patientId: b.patientId }
  await db.intake.create({ data: { id, ...of, kind, caseId: kind === 'intake' ? null : b.caseId } })
  if (withAnswers) await db.intakeAnswers.create({ data: { intakeId: id, ...of } })
  return id
}

it('a case comes out of an intake that its opener accepted, so that it opens nothing else of its patient', async () => {
  const { b, physioA, clinicId, waiting } = world.one
  const open = (patientId: string, intakeId: string | null, accepts = false) => {
    const [id, of] = [newId(), { clinicId, patientId }]
    return changed(physioA, async (tx) => {
      const by = { openedById: physioA.accountId, complaint: 'Knee', side: 'left' as const }
      const decided = { status: 'accepted' as const, decidedById: physioA.accountId, decidedAt: new Date() }
      if (accepts) await tx.intake.updateMany({ where: { id: intakeId ?? '' }, data: decided })
      await tx.case.createMany({ data: { id, ...of, ...by, intakeId } })
      const team = { accountId: physioA.accountId, addedById: physioA.accountId, role: 'lead' as const }
      await tx.careTeamMember.createMany({ data: { ...of, ...team, caseId: id } })
      return intakeId ? tx.intakeAnswers.count({ where: { intakeId } }) : 1
    })
  }
  expect(await open(b.patientId, b.reviewFormId)).toBe(0)
  expect(await open(b.patientId, null)).toBe(0)
  expect(await open(waiting.patientId, waiting.intakeId)).toBe(0)
  expect(await open(waiting.patientId, waiting.intakeId, true)).toBe(1)
})

describe('a form of a case', () => {
  it('is read through broken glass, and filled in by its team alone', async () => {
    const { b, physioA, clinicId } = world.one
    const of = { caseId: b.caseId, patientId: b.patientId, clinicId, accountId: physioA.accountId }
    await db.breakGlass.create({
      data: { ...of, reason: 'Covering for the lead', expiresAt: new Date(Date.now() + 600_000) },
    })
    const intakeId = await begun('visit_form')
    const seen = await asActor(physioA, (tx) => tx.intakeAnswers.count({ where: { intakeId } }))
    expect(seen).toBe(1)
    const fill = (by: typeof physioA) =>
      changed(by, (tx) => tx.intakeAnswers.updateMany({ where: { intakeId }, data: { answers: { x: 1 } } }))
    expect([await fill(physioA), await fill(b.lead)]).toEqual([0, 1])
    const begin = async (by: typeof physioA) => {
      const id = await begun('visit_form', false)
      const row = { intakeId: id, clinicId, patientId: b.patientId, answers: { x: 1 } }
      return changed(by, (tx) => tx.intakeAnswers.createMany({ data: row }))
    }
    expect([await begin(physioA), await begin(b.lead)]).toEqual([0, 1])
    const refer = changed(physioA, (tx) =>
      tx.intakeReferral.createMany({
        data: {
          intakeId: b.intakeId,
          clinicId,
          patientId: b.patientId,
          reason: 'x',
          byId: physioA.accountId,
        },
      }),
    )
    expect(await refer).toBe(0)
  })
})

it('a link opens no form that holds its answers already', async () => {
  const { b, physioA, admin, clinicId } = world.one
  const link = (by: typeof admin, intakeId: string) => {
    const of = { clinicId, patientId: b.patientId, tokenHash: newId() }
    const data = { ...of, intakeId, expiresAt: new Date(Date.now() + 60_000) }
    return changed(by, (tx) => tx.intakeLink.createMany({ data }))
  }
  const draft = await begun('intake')
  for (const by of [admin, physioA])
    expect([await link(by, b.intakeId), await link(by, b.reviewFormId), await link(by, draft)]).toEqual([
      0, 0, 1,
    ])
})

it('an admin who is no physio sends no form of a patient', async () => {
  const { b, admin, physioA } = world.one
  const send = async (by: typeof admin) => {
    const id = await begun('intake')
    const data = { status: 'submitted' as const, submittedAt: new Date() }
    return changed(by, (tx) => tx.intake.updateMany({ where: { id }, data }))
  }
  expect([await send(admin), await send(physioA), await send(b.actor)]).toEqual([0, 1, 1])
})

it('broken glass opens the record once it is told for good, and not in the same transaction', async () => {
  const { physioB, a, clinicId } = world.one
  const { caseId, patientId } = a
  const count = (tx: Tx) => tx.note.count({ where: { caseId } })
  const inside = await asActor(physioB, async (tx) => {
    const id = newId()
    const of = { clinicId, caseId, patientId }
    const expiresAt = new Date(Date.now() + 60_000)
    const row = { id, ...of, accountId: physioB.accountId, reason: 'Covering for the lead' }
    await tx.breakGlass.createMany({ data: { ...row, at: new Date(0), expiresAt } })
    const seen = await count(tx)
    const alert = {
      ...of,
      alertId: 'al_break_glass',
      severity: 'act' as const,
      ruleSetVersion: 1,
      inputs: {},
    }
    await onSafetyDuty(tx, () => tx.alert.createMany({ data: { id: newId(), ...alert, sourceId: id } }))
    await recordAudit(tx, physioB, { type: 'case.glass_broken', caseId, patientId, subjectId: id })
    return seen
  })
  expect(inside).toBe(0)
  expect(await asActor(physioB, count)).toBeGreaterThan(0)
})

it('broken glass is told to the lead and to the audit, or not broken', async () => {
  const { a, b, clinicId } = world.one
  const glass = (told: 'nobody' | 'the audit' | 'both') => {
    const [id, of] = [newId(), { clinicId, caseId: a.caseId, patientId: a.patientId }]
    const by = b.lead.accountId
    return changed(b.lead, async (tx) => {
      const end = { reason: 'Covering for the lead', expiresAt: new Date(Date.now() + 60_000) }
      await tx.breakGlass.createMany({ data: { id, ...of, ...end, accountId: by } })
      await tx.$executeRaw`SELECT set_config('app.duty', 'safety', true)`
      const alert = {
        ...of,
        alertId: 'al_break_glass',
        severity: 'act' as const,
        ruleSetVersion: 1,
        inputs: {},
      }
      if (told === 'both') await tx.alert.createMany({ data: { id: newId(), ...alert, sourceId: id } })
      const row = { ...of, actorKind: 'account', accountId: by, type: 'case.glass_broken', subjectId: id }
      if (told !== 'nobody') await tx.auditEvent.createMany({ data: row })
      return 1
    })
  }
  expect([await glass('nobody'), await glass('the audit'), await glass('both')]).toEqual([0, 0, 1])
})
