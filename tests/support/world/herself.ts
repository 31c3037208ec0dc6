import type { PrismaClient } from '#prisma/generated/client.ts'
import type { TestClinic, TestRecord } from './types.ts'

/** Puts a patient on the team of her own case, and behind its broken glass, as nothing of the application does. */
export async function treatHerself(db: PrismaClient, record: TestRecord, now = new Date()): Promise<void> {
  const { accountId, actor, patientId, caseId, lead } = record
  const of = { clinicId: actor.clinicId, patientId, caseId, accountId }
  await db.careTeamMember.create({ data: { ...of, addedById: lead.accountId } })
  const expiresAt = new Date(now.getTime() + 3_600_000)
  await db.breakGlass.create({
    data: { ...of, reason: 'OF-HER-OWN', at: new Date(now.getTime() - 60_000), expiresAt },
  })
}

/** A red flag of the form that waits for triage. */
export async function flagOfForm(
  db: PrismaClient,
  { patientId, intakeId, linkActor: { clinicId } }: TestClinic['waiting'],
): Promise<string> {
  const raised = { source: 'intake', flagId: 'flag_dvt', urgency: 'same_day', block: 'programme' } as const
  const { id } = await db.redFlag.create({
    data: { clinicId, patientId, intakeId, ...raised, ruleSetVersion: 1, inputs: {} },
  })
  return id
}
