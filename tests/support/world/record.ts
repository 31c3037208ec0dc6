import { type AccountActor, mintAccountActor } from '#lib/access/actor.ts'
import { type Base, clinicCanary } from './base.ts'
import { createCase } from './case.ts'
import { createLogs } from './logs.ts'
import { createIntake, createPatient } from './patients.ts'
import { createProgram } from './program.ts'
import type { TestRecord } from './types.ts'
import { createWritten } from './written.ts'

type People = { account: AccountActor; lead: AccountActor; admin: AccountActor }

/** A patient with an account and an open case. */
export async function createRecord(p: Base & People & { name: string; number: number }): Promise<TestRecord> {
  const { db, clinicId, now, account, lead } = p
  const { accountId } = account
  const { patientId, canary } = await createPatient({ ...p, accountId })
  const intake = await createIntake({ ...p, patientId, canary, status: 'accepted', by: lead.accountId })
  const { intakeId } = intake
  const target = await createCase({ ...p, patientId, canary, intakeId })
  const { caseId } = target
  const base = { db, of: { clinicId, patientId, caseId }, by: lead.accountId, canary, now }
  const written = await createWritten(base, {
    patientAccountId: accountId,
    adminId: p.admin.accountId,
    clinicCanary: clinicCanary(p.tag),
  })
  const program = await createProgram({ ...p, patientId, caseId, canary })
  const logs = await createLogs(base, accountId, {
    versionId: program.publishedVersionId,
    itemId: program.itemId,
  })
  await db.auditEvent.create({
    data: {
      clinicId,
      accountId: lead.accountId,
      actorKind: 'account',
      type: 'case.read',
      patientId,
      caseId,
      data: { page: canary },
    },
  })
  const actor = mintAccountActor({ ...account, patientId }) as AccountActor & { patientId: string }
  return {
    canary,
    patientId,
    accountId,
    actor,
    herself: { ...actor, roles: ['patient', 'physio'] },
    lead,
    intakeId,
    intakeToken: intake.token,
    linkActor: intake.linkActor,
    ...target,
    ...written,
    ...program,
    ...logs,
  }
}
