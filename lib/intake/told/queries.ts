import 'server-only'
import type { Limits } from '#lib/content/limits/index.ts'
import type { Day } from '#lib/dates.ts'
import type { Tx } from '#lib/db/as-actor.ts'
import { limitRowsSql } from '#lib/limits/values/queries.ts'
import { type LimitRow, limitValues } from '#lib/limits/values/rules.ts'
import type { RecordedBirth } from '#lib/patients/births/rules.ts'
import { Prisma } from '#prisma/generated/client.ts'
import { formsOfCaseSql, safetyDaySql } from './policy.ts'
import type { ToldForm } from './schema.ts'

const zone = Prisma.sql`COALESCE(p."timeZone", k."timeZone")`

type FormRow = { id: string; kind: ToldForm['kind']; at: string; on: Day; safetyOn: Day; answers: unknown }
type Row = { recorded: RecordedBirth; forms: FormRow[] | null; limits: LimitRow[] | null }

/**
 * What the forms of a case say, as it was stored, oldest first: the intake that the case came out of and every form sent since;
 * beside them the dates of birth of the record and the limits of the clinic. One statement, for whoever may read the forms: the
 * caller has checked the case.
 */
export async function toldIn(
  tx: Tx,
  { clinicId, caseId }: { clinicId: string; caseId: string },
): Promise<{ forms: ToldForm[]; recorded: RecordedBirth; limits: Limits }> {
  const [row] = await tx.$queryRaw<Row[]>`
    SELECT to_json(p."dateOfBirth" || p."notBornOn") AS recorded,
      (SELECT json_agg(json_build_object('id', i.id, 'kind', i.kind, 'at', i."submittedAt", 'answers', a.answers,
          'on', to_char(i."submittedAt" AT TIME ZONE ${zone}, 'YYYY-MM-DD'), 'safetyOn', ${safetyDaySql(zone)}) ORDER BY i."submittedAt", i.id)
        FROM "Intake" i JOIN "IntakeAnswers" a ON a."clinicId" = i."clinicId" AND a."intakeId" = i.id
        WHERE ${formsOfCaseSql}) AS forms,
      ${limitRowsSql(Prisma.sql`k.id`)} AS limits
    FROM "Case" c JOIN "Patient" p ON p."clinicId" = c."clinicId" AND p.id = c."patientId" JOIN "Clinic" k ON k.id = c."clinicId"
    WHERE c."clinicId" = ${clinicId}::uuid AND c.id = ${caseId}::uuid`
  const forms = (row?.forms ?? []).map((form) => ({ ...form, at: new Date(form.at) }))
  return { forms, recorded: row?.recorded ?? [], limits: limitValues(row?.limits ?? []) }
}
