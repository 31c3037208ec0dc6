import 'server-only'
import { addDays, type Day, dayText } from '#lib/dates.ts'
import { onSafetyDuty, type Tx } from '#lib/db/as-actor.ts'
import { countsSql, madeAtSql } from '#lib/tracking/entries/policy.ts'
import { Prisma } from '#prisma/generated/client.ts'
import { phaseSubject, runSubject } from '../kept/rules.ts'
import { missedRuleId } from '../missed/rules.ts'
import { ofRun } from '../sentences/rules.ts'
import type { Told } from './schema.ts'

/** How long an answer is told of where the patient does not train. */
const TOLD_DAYS = 7

/**
 * Whether advice speaks of what was saved: of the exercises after a session, of the runs after a run, of either after its
 * morning. An entry bears on what was done weeks ago, too, and that would read as if it were about the entry. What follows from an
 * answer of the clinic speaks of both.
 */
const isAbout = (of: {
  subject: Prisma.Sql
  lastOn: Prisma.Sql
  other: Prisma.Sql
}) => Prisma.sql`(${of.subject}
  AND NOT EXISTS (SELECT 1 FROM ${of.other} o WHERE o."clinicId" = y."clinicId" AND o.id = y."sourceId")
  AND (${of.lastOn} >= y.day - 1 OR NOT EXISTS (SELECT 1 FROM "SessionLog" e WHERE e."clinicId" = y."clinicId" AND e.id = y."sourceId" UNION ALL
    SELECT 1 FROM "RunLog" e WHERE e."clinicId" = y."clinicId" AND e.id = y."sourceId" UNION ALL
    SELECT 1 FROM "PainScore" e WHERE e."clinicId" = y."clinicId" AND e.id = y."sourceId")))`
const lastRunSql = Prisma.sql`(SELECT max(r."logDate") FROM "RunLog" r
  WHERE r."clinicId" = y."clinicId" AND r."caseId" = y."caseId" AND ${countsSql('r')})`
/** The run that a step back rests on: easier ones may have come since, while it waits. */
const ranOnSql = Prisma.sql`(SELECT max(r."logDate") FROM "RunLog" r
  WHERE r."clinicId" = y."clinicId" AND r."caseId" = y."caseId" AND r."logDate" <= y.day AND ${countsSql('r')})`
const lastTrainedSql = Prisma.sql`(SELECT max(l."logDate") FROM "SessionLog" l
  JOIN "ExerciseLog" e ON e."clinicId" = l."clinicId" AND e."sessionLogId" = l.id
  JOIN "ProgramItem" i ON i."clinicId" = e."clinicId" AND i.id = e."itemId"
  WHERE l."clinicId" = y."clinicId" AND l."caseId" = y."caseId" AND i.key = y.subject AND ${countsSql('l')})`
const isRun = Prisma.sql`y.subject = ${runSubject}`
/** A stop is told whatever was saved, and so is that nobody has run for a while. */
const isSaidSql = Prisma.sql`(y.advice = 'stop' OR y.subject = ${phaseSubject} OR y."ruleId" = ${missedRuleId}
  OR ${isAbout({ subject: isRun, lastOn: lastRunSql, other: Prisma.sql`"SessionLog"` })}
  OR ${isAbout({ subject: Prisma.sql`NOT ${isRun}`, lastOn: lastTrainedSql, other: Prisma.sql`"RunLog"` })})`

type Row = Told & { readonly ranOn: Day | null }

/**
 * What the patient is to be told of the advice in her case, newest first: what followed from the entries of today or yesterday,
 * each step down that still waits, and what was accepted until she has trained with it, for at most a week. That she has not run
 * for a while is told until her next run. One statement. Of it words and doses alone may reach her. The caller has checked the
 * case.
 */
export async function readTold(
  tx: Tx,
  { clinicId, caseId }: { clinicId: string; caseId: string },
  today: Day,
  now: Date,
): Promise<Told[]> {
  const rows = await onSafetyDuty(
    tx,
    () => tx.$queryRaw<Row[]>`
    SELECT y.subject, y.advice, y.state::text AS state, y.change, y.sentence, y."sentenceApplied",
      (SELECT i."exerciseId" FROM "ProgramPhase" p JOIN "ProgramItem" i ON i."clinicId" = p."clinicId" AND i."phaseId" = p.id
        WHERE p."clinicId" = y."clinicId" AND p."versionId" = y."versionId" AND i.key = y.subject) AS "exerciseId",
      y.state = 'accepted' OR (y.day BETWEEN ${addDays(today, -1)}::date AND ${today}::date AND ${isSaidSql}) AS "isNew",
      CASE WHEN ${isRun} AND y.advice = 'regress' THEN ${ranOnSql}::text END AS "ranOn"
    FROM "Suggestion" y
    CROSS JOIN LATERAL (SELECT CASE y.state WHEN 'accepted' THEN y."decidedAt" ELSE y."createdAt" END AS at) since
    WHERE y."clinicId" = ${clinicId}::uuid AND y."caseId" = ${caseId}::uuid AND (
      (y.state IN ('open', 'noted') AND y.day BETWEEN ${addDays(today, -1)}::date AND ${today}::date)
      OR (y.state = 'open' AND y.advice = 'regress')
      OR (y.state = 'accepted' AND y."decidedAt" > ${now}::timestamptz - make_interval(days => ${TOLD_DAYS}::int)))
    AND ((y.state <> 'accepted' AND y."ruleId" <> ${missedRuleId})
      OR (NOT EXISTS (SELECT 1 FROM "RunLog" r WHERE y.subject = ${runSubject} AND r."clinicId" = y."clinicId" AND r."caseId" = y."caseId"
          AND ${countsSql('r')} AND ${madeAtSql('r')} > since.at)
        AND NOT EXISTS (SELECT 1 FROM "SessionLog" l JOIN "ExerciseLog" e ON e."clinicId" = l."clinicId" AND e."sessionLogId" = l.id
          JOIN "ProgramItem" i ON i."clinicId" = e."clinicId" AND i.id = e."itemId"
          WHERE l."clinicId" = y."clinicId" AND l."caseId" = y."caseId" AND y.subject IN (i.key, 'phase')
            AND ${countsSql('l')} AND ${madeAtSql('l')} > since.at)))
    ORDER BY y."createdAt" DESC, y.id DESC`,
  )
  const isOld = (day: Day | null): day is Day => day !== null && day < addDays(today, -1)
  return rows.map(({ ranOn, ...told }) =>
    isOld(ranOn) ? { ...told, sentence: ofRun(told.sentence, dayText(ranOn, today)) } : told,
  )
}
