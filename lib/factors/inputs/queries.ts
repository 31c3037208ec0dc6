import 'server-only'
import type { CaseSide } from '#lib/cases/schema.ts'
import type { Tx } from '#lib/db/as-actor.ts'
import { cleanAnswers } from '#lib/intake/answers/rules.ts'
import type { IsoDate } from '#lib/intake/answers/schema.ts'
import {
  type AssessmentInput,
  caseInputs,
  type FactorInputs,
  type FormInput,
  storedFindings,
} from './rules.ts'

export type FactorTarget = { clinicId: string; caseId: string; patientId: string }

type FormRow = { id: string; kind: FormInput['kind']; on: string; answers: unknown }

/** The forms of a case that were sent: the one it came out of, and those that were asked since. Oldest first. */
async function sentForms(tx: Tx, target: FactorTarget): Promise<FormInput[]> {
  const rows = await tx.$queryRaw<FormRow[]>`
    SELECT i.id, i.kind::text AS kind, a.answers, to_char(i."submittedAt" AT TIME ZONE c."timeZone", 'YYYY-MM-DD') AS "on"
    FROM "Intake" i JOIN "IntakeAnswers" a ON a."clinicId" = i."clinicId" AND a."intakeId" = i.id
    JOIN "Clinic" c ON c.id = i."clinicId"
    WHERE i."clinicId" = ${target.clinicId}::uuid AND i."patientId" = ${target.patientId}::uuid AND i."submittedAt" IS NOT NULL
      AND (i."caseId" = ${target.caseId}::uuid
        OR i.id = (SELECT k."intakeId" FROM "Case" k WHERE k."clinicId" = i."clinicId" AND k.id = ${target.caseId}::uuid))
    ORDER BY i."submittedAt", i.id`
  return rows.map((row) => ({ ...row, answers: cleanAnswers(row.answers) }))
}

async function assessments(tx: Tx, target: FactorTarget): Promise<AssessmentInput[]> {
  const rows = await tx.$queryRaw<{ id: string; on: string; findings: unknown }[]>`
    SELECT id, to_char("on", 'YYYY-MM-DD') AS "on", findings FROM "Assessment"
    WHERE "clinicId" = ${target.clinicId}::uuid AND "patientId" = ${target.patientId}::uuid AND "caseId" = ${target.caseId}::uuid
    ORDER BY "on", "createdAt", id`
  return rows.map((row) => ({ id: row.id, on: row.on, findings: storedFindings(row.findings) }))
}

/**
 * What the rules read about a case, for whoever may read its forms and assessments: the care team, or the patient's own
 * entry on duty. `today`: the patient's day.
 */
export async function caseFactorInputs(
  tx: Tx,
  target: FactorTarget,
  side: CaseSide,
  today: IsoDate,
): Promise<FactorInputs> {
  const forms = await sentForms(tx, target)
  return caseInputs({ forms, assessments: await assessments(tx, target), side, today })
}
