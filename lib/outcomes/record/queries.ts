import 'server-only'
import { type Actor, isPatient } from '#lib/access/actor.ts'
import type { Tx } from '#lib/db/as-actor.ts'
import { formsOfCaseSql } from '#lib/intake/told/policy.ts'
import { countsInCaseSql } from '#lib/tracking/entries/policy.ts'
import { Prisma } from '#prisma/generated/client.ts'
import { type RecordRow, recordOf } from './rules.ts'
import type { OutcomeRecord } from './schema.ts'

const day = (column: Prisma.Sql) => Prisma.sql`to_char(${column} AT TIME ZONE z.zone, 'YYYY-MM-DD')`

/** What forms say about activities, pain and running; nothing else of them is read here. `n` is "IntakeAnswers". */
export const scoredAnswers: Prisma.Sql = Prisma.sql`(SELECT jsonb_object_agg(e.key, e.value) FROM jsonb_each(n.answers) e
  WHERE e.key LIKE 'psfs\\_%' OR e.key IN ('nprs_worst_7d', 'running_status', 'symptom_weeks'))`

const statusChanges = Prisma.sql`SELECT o."to"::text AS "to", o.at, o.id FROM "CaseStatusChange" o
  WHERE o."clinicId" = c."clinicId" AND o."caseId" = c.id`
/** A patient learns of her own cases on which days they ended and were opened again, never why. */
const ownStatusChanges = Prisma.sql`${statusChanges} UNION SELECT f.kind, f."raisedAt", NULL FROM own_pauses() f
  WHERE f."caseId" = c.id AND f.kind IN ('open', 'on_hold', 'discharged', 'referred')`

/**
 * The outcome measures of each case that `allowed` names (`c` is "Case"), the newest case first, in one statement. Only
 * what counts: neither superseded nor withdrawn, packs in use. A patient is not told who entered one. The caller's `allowed` is the policy, and it records the
 * reading.
 */
export async function readOutcomes(
  tx: Tx,
  actor: Actor,
  allowed: Prisma.Sql,
  now: Date,
  most = 20,
): Promise<OutcomeRecord[]> {
  const rows = await tx.$queryRaw<RecordRow[]>`
    SELECT c.id AS "caseId", c."patientId", c.side::text AS side, c.status::text AS status, z.zone,
      ${day(Prisma.sql`c."openedAt"`)} AS "openedOn", ${day(Prisma.sql`c."closedAt"`)} AS "closedOn",
      (SELECT json_agg(json_build_array(x."to", ${day(Prisma.sql`x.at`)}) ORDER BY x.at, x.id)
        FROM (${isPatient(actor) ? ownStatusChanges : statusChanges}) x) AS changes,
      to_char(g."activatedOn", 'YYYY-MM-DD') AS "activatedOn", g."pausedAt" IS NOT NULL AS paused,
      (SELECT json_agg(json_build_object('kind', e.kind, 'day', e."on") ORDER BY e.at, e.id) FROM "ProgramEvent" e
        WHERE e."clinicId" = g."clinicId" AND e."programId" = g.id AND e.kind <> 'phase') AS events,
      (SELECT json_build_object('measure', o."kneeMeasure", 'on', ${day(Prisma.sql`o.at`)}) FROM "OutcomeChoice" o
        WHERE o."clinicId" = c."clinicId" AND o."caseId" = c.id ORDER BY o.at DESC, o.id DESC LIMIT 1) AS knee,
      (SELECT json_agg(json_build_object('id', m.id, 'measure', m.measure, 'on', to_char(m."on", 'YYYY-MM-DD'), 'items', m.items,
          'activities', m.activities, 'scores', m.scores, 'missing', m.missing, 'mode', m.mode, 'by', a.name, 'language', m.language,
          'onBehalf', m."onBehalf", 'packId', m."packId")
          ORDER BY m."on", m.id)
        FROM "OutcomeMeasure" m LEFT JOIN "Account" a ON a."clinicId" = m."clinicId" AND a.id = m."enteredById"
        WHERE ${countsInCaseSql('m')}) AS entries,
      (SELECT json_agg(json_build_object('id', k.id, 'measure', k.measure, 'language', k.language, 'options', COALESCE(k.options, '{}'))
          ORDER BY k."addedAt", k.id)
        FROM "InstrumentPack" k WHERE k."clinicId" = c."clinicId" AND k."retiredAt" IS NULL) AS packs,
      (SELECT json_agg(json_build_object('id', i.id, 'on', ${day(Prisma.sql`i."submittedAt"`)}, 'answers', ${scoredAnswers})
          ORDER BY i."submittedAt", i.id)
        FROM "Intake" i JOIN "IntakeAnswers" n ON n."clinicId" = i."clinicId" AND n."intakeId" = i.id
        WHERE ${formsOfCaseSql}) AS forms,
      (SELECT json_agg(json_build_array(to_char(d.at, 'YYYY-MM-DD'), d.worst)) FROM (
          SELECT s."logDate" AS at, max(s.score) AS worst FROM "PainScore" s
          WHERE ${countsInCaseSql('s')}
          GROUP BY s."logDate") d) AS pain
    FROM "Case" c
    JOIN "Patient" p ON p."clinicId" = c."clinicId" AND p.id = c."patientId"
    LEFT JOIN "Program" g ON g."clinicId" = c."clinicId" AND g."caseId" = c.id
    CROSS JOIN LATERAL (SELECT COALESCE(p."timeZone", ${actor.timeZone}) AS zone) z
    WHERE ${allowed}
    ORDER BY c."openedAt" DESC LIMIT ${most}`
  return rows.map((row) => recordOf(row, now))
}
