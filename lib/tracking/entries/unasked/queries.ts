import 'server-only'
import { type AccountActor, isPatient } from '#lib/access/actor.ts'
import { recordAudit } from '#lib/audit/commands.ts'
import { kneeAmong } from '#lib/cases/own/rules.ts'
import type { Treatment } from '#lib/cases/own/schema.ts'
import type { Day } from '#lib/dates.ts'
import { asActor, type Tx } from '#lib/db/as-actor.ts'
import { Prisma } from '#prisma/generated/client.ts'
import { countsInCaseSql } from '../policy.ts'
import { formCase, readWordsAtOnce, treatmentsSql } from '../queries.ts'
import { titleOf } from '../words/rules.ts'
import type { TitleOf } from '../words/schema.ts'
import type { UnaskedEntry, UnaskedForm } from './schema.ts'

type Row = Omit<TitleOf, 'context'> & { id: string; caseId: string; treatments: Treatment[]; day: Day }

/** The patient's own, of treatments that go on; the newest treatment first, its oldest entry first. */
async function readUnasked(tx: Tx, actor: AccountActor, caseId: string | null): Promise<UnaskedEntry[]> {
  if (!isPatient(actor)) return []
  const waits = Prisma.sql`${countsInCaseSql('x')} AND NOT x."safetyAsked"`
  const rows = await tx.$queryRaw<Row[]>`
    SELECT e.id, c.id AS "caseId", ${treatmentsSql} AS treatments, e.kind, to_char(e."logDate", 'YYYY-MM-DD') AS day, e.amount::float8 AS amount, e.minutes, e.unit::text AS unit
    FROM "Case" c CROSS JOIN LATERAL (
      SELECT x.id, 'session' AS kind, x."logDate", NULL::int AS minutes, NULL::"DistanceUnit" AS unit, (SELECT count(*) FROM "ExerciseLog" l
        WHERE l."clinicId" = x."clinicId" AND l."sessionLogId" = x.id) AS amount FROM "SessionLog" x WHERE ${waits}
      UNION ALL SELECT x.id, 'run', x."logDate", x.minutes, x.unit, x.km FROM "RunLog" x WHERE ${waits}
      UNION ALL SELECT x.id, 'pain', x."logDate", NULL, NULL, x.score FROM "PainScore" x
        WHERE ${waits} AND x.context = 'next_morning') e
    WHERE c."clinicId" = ${actor.clinicId}::uuid AND c."patientId" = ${actor.patientId}::uuid AND c.status IN ('open', 'on_hold')
      AND ${caseId ? Prisma.sql`c.id = ${caseId}::uuid` : Prisma.sql`true`}
    ORDER BY c."openedAt" DESC, e."logDate", e.id`
  return rows.map((row) => ({
    id: row.id,
    caseId: row.caseId,
    knee: kneeAmong(row.treatments, row.caseId),
    kind: row.kind,
    day: row.day,
    text: titleOf({ ...row, context: 'next_morning' }),
  }))
}

/**
 * Own entries whose safety question nobody has asked yet, for the start page, which records that it was read; none for anybody
 * but a patient.
 */
export const unaskedEntries = (actor: AccountActor): Promise<UnaskedEntry[]> =>
  asActor(actor, (tx) => readUnasked(tx, actor, null))

/** The form about those of one case; null when none waits. Throws NotFound for a case that the actor may not log into. */
export function unaskedForm(
  actor: AccountActor,
  caseId: string | null,
  now: Date = new Date(),
): Promise<UnaskedForm | null> {
  return asActor(actor, async (tx) => {
    const target = await formCase(tx, actor, caseId, now)
    const { patientId, today } = target
    const entries = await readUnasked(tx, actor, target.caseId)
    const day = entries.at(-1)?.day
    if (day === undefined) return null
    const data = { page: 'safety' }
    await recordAudit(tx, actor, { type: 'own_record.read', patientId, caseId: target.caseId, data })
    const words = await readWordsAtOnce(tx, target, { day, today, before: null })
    return { caseId: target.caseId, knee: target.knee, entries, words }
  })
}
