import 'server-only'
import type { Actor } from '#lib/access/actor.ts'
import { isMeasureId } from '#lib/content/outcomes/instruments.ts'
import type { Tx } from '#lib/db/as-actor.ts'
import type { FormHistory, FormState } from './schema.ts'

type Row = Omit<FormState, 'measure'> & { measure: string }

/**
 * The forms of these cases that were put right, that put another one right, or that were taken back. A patient is not told names.
 * The caller has checked the cases.
 */
export async function readFormHistory(
  tx: Tx,
  { clinicId, timeZone }: Actor,
  caseIds: readonly string[],
): Promise<FormHistory> {
  const rows = await tx.$queryRaw<Row[]>`
    SELECT m.id, m."caseId", m.measure, to_char(m."on", 'YYYY-MM-DD') AS "on", m.items, m.activities, m.scores, m.missing,
      json_build_object('kind', 'entry', 'mode', m.mode, 'by', a.name, 'language', m.language, 'onBehalf', m."onBehalf",
        'packId', m."packId") AS origin,
      to_char(m."recordedAt" AT TIME ZONE COALESCE(p."timeZone", ${timeZone}), 'YYYY-MM-DD') AS "recordedOn",
      k.texts, m."supersedesId", m."supersededAt" IS NOT NULL AS superseded, m."correctReason" AS reason,
      CASE WHEN m."withdrawnAt" IS NOT NULL THEN json_build_object('by', w.name, 'reason', COALESCE(m."withdrawReason", ''),
        'told', m."withdrawnById" IS NOT NULL,
        'on', to_char(m."withdrawnAt" AT TIME ZONE COALESCE(p."timeZone", ${timeZone}), 'YYYY-MM-DD')) END AS withdrawn
    FROM "OutcomeMeasure" m
    JOIN "Patient" p ON p."clinicId" = m."clinicId" AND p.id = m."patientId"
    LEFT JOIN "InstrumentPack" k ON k."clinicId" = m."clinicId" AND k.id = m."packId"
    LEFT JOIN "Account" a ON a."clinicId" = m."clinicId" AND a.id = m."enteredById"
    LEFT JOIN "Account" w ON w."clinicId" = m."clinicId" AND w.id = m."withdrawnById"
    WHERE m."clinicId" = ${clinicId}::uuid AND m."caseId" = ANY (${[...caseIds]}::uuid[])
      AND (m."supersedesId" IS NOT NULL OR m."supersededAt" IS NOT NULL OR m."withdrawnAt" IS NOT NULL)`
  const states = rows.flatMap((row): FormState[] =>
    isMeasureId(row.measure) ? [{ ...row, measure: row.measure }] : [],
  )
  return new Map(states.map((state) => [state.id, state]))
}
