import 'server-only'
import { type AccountActor, isPhysio } from '#lib/access/actor.ts'
import { type Day, isDay } from '#lib/dates.ts'
import type { Tx } from '#lib/db/as-actor.ts'
import { readableIntakes } from '#lib/intake/policy.ts'
import { formsOfCaseSql } from '#lib/intake/told/policy.ts'
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
export async function readBirths(tx: Tx, of: { clinicId: string; caseId: string }): Promise<Day[]> {
  const [row] = await tx.$queryRaw<{ told: string | null; recorded: RecordedBirth }[]>`
    SELECT to_json(p."dateOfBirth" || p."notBornOn") AS recorded, (SELECT a.answers ->> 'date_of_birth'
      FROM "Intake" i JOIN "IntakeAnswers" a ON a."clinicId" = i."clinicId" AND a."intakeId" = i.id
      WHERE ${formsOfCaseSql} AND a.answers ->> 'date_of_birth' IS NOT NULL
      ORDER BY i."submittedAt" DESC LIMIT 1) AS told
    FROM "Case" c JOIN "Patient" p ON p."clinicId" = c."clinicId" AND p.id = c."patientId"
    WHERE c."clinicId" = ${of.clinicId}::uuid AND c.id = ${of.caseId}::uuid`
  return birthsOf(row?.told, row?.recorded)
}

/**
 * The dates that forms of these patients name and that are not the one of the record, without those found to be wrong; of forms
 * that the actor may read, so none for an admin. Two statements, whatever the number of patients.
 */
export async function otherBirths(
  tx: Tx,
  actor: AccountActor,
  patients: readonly { id: string; recorded: RecordedBirth }[],
  now: Date,
): Promise<Map<string, Day[]>> {
  if (!isPhysio(actor)) return new Map()
  const recorded = new Map(patients.map((patient) => [patient.id, patient.recorded]))
  const forms = await tx.intake.findMany({
    where: { AND: [readableIntakes(actor, now), { patientId: { in: [...recorded.keys()] } }] },
    select: { id: true },
  })
  const ids = forms.map(({ id }) => id)
  const rows = await tx.$queryRaw<{ patientId: string; told: string }[]>`
    SELECT DISTINCT a."patientId", a.answers ->> 'date_of_birth' AS told FROM "IntakeAnswers" a
    WHERE a."clinicId" = ${actor.clinicId}::uuid AND a."intakeId" = ANY (${ids}::uuid[]) AND a.answers ->> 'date_of_birth' IS NOT NULL
    ORDER BY told`
  const others = new Map<string, Day[]>()
  for (const { patientId, told } of rows) {
    if (!isDay(told) || recorded.get(patientId)?.includes(told)) continue
    others.set(patientId, [...(others.get(patientId) ?? []), told])
  }
  return others
}
