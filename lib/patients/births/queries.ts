import 'server-only'
import { type AccountActor, isPhysio } from '#lib/access/actor.ts'
import { type Day, isDay } from '#lib/dates.ts'
import type { Tx } from '#lib/db/as-actor.ts'
import { readableIntakes } from '#lib/intake/policy.ts'
import { birthsOf, type RecordedBirth, recordedBirth } from './rules.ts'

/** For whoever may read the patient; the caller has checked that. */
export async function readRecordedBirth(
  tx: Tx,
  { clinicId, patientId }: { clinicId: string; patientId: string },
): Promise<RecordedBirth> {
  const patient = await tx.patient.findFirst({
    where: { clinicId, id: patientId },
    select: { dateOfBirth: true, notBornOn: true },
  })
  return patient ? recordedBirth(patient) : []
}

/** The dates that count in a case: that of the record, and that of the newest form of the case that named one. */
export async function readBirths(
  tx: Tx,
  of: { clinicId: string; patientId: string; caseId: string },
): Promise<Day[]> {
  const [form] = await tx.$queryRaw<{ told: string }[]>`
    SELECT a.answers ->> 'date_of_birth' AS told
    FROM "Intake" i JOIN "IntakeAnswers" a ON a."clinicId" = i."clinicId" AND a."intakeId" = i.id
    WHERE i."clinicId" = ${of.clinicId}::uuid AND i."patientId" = ${of.patientId}::uuid AND i."submittedAt" IS NOT NULL
      AND a.answers ->> 'date_of_birth' IS NOT NULL
      AND (i."caseId" = ${of.caseId}::uuid
        OR i.id = (SELECT k."intakeId" FROM "Case" k WHERE k."clinicId" = i."clinicId" AND k.id = ${of.caseId}::uuid))
    ORDER BY i."submittedAt" DESC LIMIT 1`
  return birthsOf(form?.told, await readRecordedBirth(tx, of))
}

/**
 * The dates that forms of the patient name and that are not the one of the record, without those found to be wrong; of forms
 * that the actor may read, so none for an admin.
 */
export async function otherBirths(
  tx: Tx,
  actor: AccountActor,
  { patientId, recorded }: { patientId: string; recorded: RecordedBirth },
  now: Date,
): Promise<Day[]> {
  if (!isPhysio(actor)) return []
  const rows = await tx.intakeAnswers.findMany({
    where: {
      clinicId: actor.clinicId,
      patientId,
      intake: { AND: [readableIntakes(actor, now), { patientId }] },
    },
    select: { answers: true },
    take: 100,
  })
  const told = rows.map(({ answers }) => Object(answers).date_of_birth as unknown)
  const days = told.filter((day): day is Day => typeof day === 'string' && isDay(day))
  return [...new Set(days)].filter((day) => !recorded.includes(day))
}
