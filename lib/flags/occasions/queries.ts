import 'server-only'
import type { Tx } from '#lib/db/as-actor.ts'
import { NotFound } from '#lib/errors.ts'
import type { Entered } from '#lib/flags/told/rules.ts'
import { cleanAnswers } from '#lib/intake/answers/rules.ts'
import { limitRowsSql } from '#lib/limits/values/queries.ts'
import { type LimitRow, limitValues } from '#lib/limits/values/rules.ts'
import type { RecordedBirth } from '#lib/patients/births/rules.ts'
import { cameSql } from '#lib/tracking/entries/waited/queries.ts'
import type { Came } from '#lib/tracking/entries/waited/schema.ts'
import { Prisma } from '#prisma/generated/client.ts'
import type { Around, SaidForm } from './rules.ts'

/** Of the assessment that raised a flag: a draft that was discarded, or one that was entered in error. */
type Withdrawn = { signed: boolean; at: Date; by: string; reason: string }
/** `said`: of the log, or the document of the assessment. `came`: of a log that waited on a phone. */
type CameIn = Entered & { withdrawn: Withdrawn | null; said: unknown; came: Came | null }

type FlagRow = {
  id: string
  sentAt: string | null
  onBehalf: boolean
  said: unknown
  came: Came | null
  signed: boolean
  withdrawnAt: string | null
  by: string
  reason: string
}
type Row = {
  recorded: RecordedBirth
  zone: string
  limits: LimitRow[] | null
  flags: FlagRow[] | null
  forms: (Omit<SaidForm, 'at' | 'answers'> & { at: string; answers: unknown })[] | null
}

const date = (text: string | null): Date | null => (text === null ? null : new Date(text))

const logsSql = Prisma.join(
  ['SessionLog', 'RunLog', 'PainScore'].map(
    (
      table,
    ) => Prisma.sql`SELECT l."onBehalf", json_build_object('safety', l.safety, 'injury', l.injury) AS said
      FROM ${Prisma.raw(`"${table}"`)} l WHERE l."clinicId" = f."clinicId" AND l.id = f."sourceId"`,
  ),
  ' UNION ALL ',
)

/**
 * How the answers of these flags of a patient came in, by the id of the flag, and what her forms say, the oldest first; in one
 * statement, of what the actor may see. Throws NotFound for a patient who is not of the clinic.
 */
export async function occasionsOf(
  tx: Tx,
  { clinicId, patientId }: { clinicId: string; patientId: string },
  flagRowIds: readonly string[],
): Promise<{ entered: ReadonlyMap<string, CameIn>; around: Around }> {
  const [row] = await tx.$queryRaw<Row[]>`
    SELECT to_json(p."dateOfBirth" || p."notBornOn") AS recorded, COALESCE(p."timeZone", k."timeZone") AS zone,
      ${limitRowsSql(Prisma.sql`k.id`)} AS limits,
      (SELECT json_agg(json_build_object('id', f.id, 'sentAt', i."submittedAt",
          'onBehalf', (i."filledById" IS NOT NULL AND NOT i."sentByPatient") OR COALESCE(o."onBehalf", false), 'said', COALESCE(o.said, s.findings::json),
          'came', CASE WHEN f.source = 'log' THEN ${cameSql(Prisma.sql`f."clinicId"`, Prisma.sql`f."sourceId"`)} END,
          'withdrawnAt', s."withdrawnAt", 'signed', s."signedAt" IS NOT NULL, 'by', COALESCE(w.name, ''), 'reason', COALESCE(s."withdrawReason", '')))
        FROM "RedFlag" f LEFT JOIN "Intake" i ON i."clinicId" = f."clinicId" AND i.id = f."intakeId"
        LEFT JOIN LATERAL (${logsSql}) o ON f.source = 'log'
        LEFT JOIN "Assessment" s ON f.source = 'assessment' AND s."clinicId" = f."clinicId" AND s.id = f."sourceId"
        LEFT JOIN "Account" w ON w."clinicId" = s."clinicId" AND w.id = s."withdrawnById"
        WHERE f."clinicId" = p."clinicId" AND f."patientId" = p.id AND f.id = ANY(${[...flagRowIds]}::uuid[])) AS flags,
      (SELECT json_agg(json_build_object('id', i.id, 'kind', i.kind, 'caseId', COALESCE(i."caseId", c.id), 'sent', i."submittedAt" IS NOT NULL,
          'at', COALESCE(i."submittedAt", i."savedAt", i."createdAt"), 'answers', a.answers, 'sections', a.sections)
          ORDER BY COALESCE(i."submittedAt", i."savedAt", i."createdAt"), i.id)
        FROM "Intake" i JOIN "IntakeAnswers" a ON a."clinicId" = i."clinicId" AND a."intakeId" = i.id
        LEFT JOIN "Case" c ON c."clinicId" = i."clinicId" AND c."intakeId" = i.id
        WHERE i."clinicId" = p."clinicId" AND i."patientId" = p.id) AS forms
    FROM "Patient" p JOIN "Clinic" k ON k.id = p."clinicId" WHERE p."clinicId" = ${clinicId}::uuid AND p.id = ${patientId}::uuid`
  if (!row) throw new NotFound('patient')
  const { recorded, zone } = row
  const forms = (row.forms ?? []).map(({ at, answers, ...form }) => ({
    ...form,
    at: new Date(at),
    answers: cleanAnswers(answers),
  }))
  const entered = (row.flags ?? []).map(
    ({ id, sentAt, withdrawnAt, onBehalf, said, came, signed, by, reason }): [string, CameIn] => {
      const at = date(withdrawnAt)
      return [id, { sentAt: date(sentAt), onBehalf, said, came, withdrawn: at && { signed, at, by, reason } }]
    },
  )
  return {
    entered: new Map(entered),
    around: { forms, recorded, zone, limits: limitValues(row.limits ?? []) },
  }
}
