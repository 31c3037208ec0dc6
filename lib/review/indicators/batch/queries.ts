import { isoDay } from '#lib/dates.ts'
import 'server-only'
import type { Tx } from '#lib/db/as-actor.ts'
import { epoch } from '#lib/db/days.ts'
import { flagsBearingSql } from '#lib/flags/responses/policy.ts'
import { formsOfCaseSql } from '#lib/intake/told/policy.ts'
import { limitRowsSql } from '#lib/limits/values/queries.ts'
import { overtakenSql } from '#lib/programs/rows/queries.ts'
import { toldElsewhereSql } from '#lib/tracking/elsewhere/queries.ts'
import { countsInCaseSql, madeAtSql } from '#lib/tracking/entries/policy.ts'
import { bodyStopDaysSql, lessDaysSql, runStopsSql } from '#lib/tracking/progress/course/queries.ts'
import { programSinceSql, unwellDaysSql } from '#lib/tracking/unwell/queries.ts'
import { Prisma } from '#prisma/generated/client.ts'
import { heldElsewhereSql, ranBeforeSql, ranElsewhereSql } from '../elsewhere/queries.ts'
import type { BatchRow } from './schema.ts'

/** Days of sessions and scores that an alert can rest on; older days of pain come with the outcome measures. */
export const entryDays = 30
/** Days of runs: five weeks, each with the 30 days before it. */
const runDays = 66

const ms = (moment: Prisma.Sql) => Prisma.sql`(extract(epoch FROM ${moment}) * 1000)::bigint`
const madeAt = (alias: string) => ms(madeAtSql(alias))
const safety = (alias: string) => Prisma.raw(`CASE WHEN ${alias}."safetyAsked" THEN ${alias}.safety END`)

/** A bound is a value: under row-level security no index serves what is reckoned from a column of another table. */
const since = (now: Date, days: number) => isoDay(Math.floor(now.getTime() / 86_400_000) - days - 1)

/**
 * What alerts rest on, of each case that `allowed` names (`c` is "Case"), in one statement: whatever the number of cases.
 * `allowed` is the caller's policy; `zone` the clinic's; `back` how many days of entries at least.
 */
export const readBatch = (
  tx: Tx,
  allowed: Prisma.Sql,
  zone: string,
  now: Date,
  back = entryDays,
): Promise<BatchRow[]> =>
  tx.$queryRaw<BatchRow[]>`
  SELECT c.id AS "caseId", c."patientId", c.zone, c.today, c.review, c.birth, g.plan, x.exercises, r.runs, s.pains, u.unwell,
    ${toldElsewhereSql({ caseId: Prisma.sql`c.id`, zone: Prisma.sql`c.zone`, since: Prisma.sql`${since(now, Math.max(runDays, back))}::date` })} AS elsewhere, b.flags, y.stops, o.holds,
    ${bodyStopDaysSql(Prisma.sql`c.zone`)}::text AS "bodyStops", ${lessDaysSql(Prisma.sql`c.zone`, since(now, Math.max(runDays, back)))}::text AS less, c.today - ${Math.max(runDays, back)}::int AS "runsFrom", c.today - ${back}::int AS "sessionsFrom",
    (SELECT w."on" - ${epoch} FROM "Review" w WHERE w."clinicId" = c."clinicId" AND w."caseId" = c.id
      ORDER BY w."signedAt" DESC LIMIT 1) AS "lastReview", f.forms,
    ${ranElsewhereSql({ clinic: Prisma.sql`c."clinicId"`, patient: Prisma.sql`c."patientId"` })} AS "ranElsewhere",
    ${heldElsewhereSql(Prisma.sql`c.zone`)} AS "heldElsewhere",
    ${ranBeforeSql({ clinic: Prisma.sql`c."clinicId"`, runs: since(now, Math.max(runDays, back)), sessions: since(now, back), planned: { runs: Prisma.sql`g.plan LIKE '%ex_rtr_%'`, walks: Prisma.sql`g.plan LIKE '%ex_rtr_walk30%'` } })} AS "ranBefore",
    (SELECT json_agg((y."decidedAt" AT TIME ZONE c.zone)::date - ${epoch} ORDER BY y."decidedAt") FROM "Suggestion" y WHERE y."clinicId" = c."clinicId"
      AND y."caseId" = c.id AND y."ruleId" = 'r_run_missed' AND y.state IN ('accepted', 'declined')) AS "begunAgain",
    ${limitRowsSql(Prisma.sql`c."clinicId"`)} AS limits
  FROM (SELECT c.id, c."clinicId", c."patientId", c."intakeId", c."openedAt", c."closedAt", z.zone, (${now}::timestamptz AT TIME ZONE z.zone)::date - ${epoch} AS today,
          c."nextReviewOn" - ${epoch} AS review, to_json(p."dateOfBirth" || p."notBornOn") AS birth
        FROM "Case" c JOIN "Patient" p ON p."clinicId" = c."clinicId" AND p.id = c."patientId"
        CROSS JOIN LATERAL (SELECT COALESCE(p."timeZone", ${zone}) AS zone) z
        WHERE ${allowed}) c
  LEFT JOIN LATERAL (
    SELECT json_build_object('activatedOn', g."activatedOn" - ${epoch}, 'position', g."phasePosition",
      'startedOn', COALESCE(g."phaseStartedOn", g."activatedOn") - ${epoch},
      'events', (SELECT json_agg(json_build_array(e.kind, e."on" - ${epoch}, e."phasePosition", e."phaseStartedOn" - ${epoch}, e."phaseKey") ORDER BY e.at, e.id)
        FROM "ProgramEvent" e WHERE e."clinicId" = g."clinicId" AND e."programId" = g.id),
      'versions', (SELECT json_agg(json_build_array(v.number, v."startsOn" - ${epoch},
          (SELECT json_agg(json_build_array(h.key, h.name, h."weeksMax", h."runLimit", h."exLimit", h."amberOk",
              (SELECT json_agg(json_build_array(i.key, i."exerciseId", i.sets, i.days, i."eachRun", i."fromWeek", i."untilWeek", i.optional,
                  i.minutes, i.stage, i.reps, i."holdSeconds", i."loadKg") ORDER BY i.position)
               FROM "ProgramItem" i WHERE i."clinicId" = h."clinicId" AND i."phaseId" = h.id AND (h.position = g."phasePosition"
                 OR h.position IN (SELECT e."phasePosition" FROM "ProgramEvent" e WHERE e."clinicId" = g."clinicId" AND e."programId" = g.id))))
              ORDER BY h.position)
           FROM "ProgramPhase" h WHERE h."clinicId" = v."clinicId" AND h."versionId" = v.id), ${ms(Prisma.sql`v."publishedAt"`)}) ORDER BY v.number)
        FROM "ProgramVersion" v
        WHERE v."clinicId" = g."clinicId" AND v."programId" = g.id AND v."publishedAt" IS NOT NULL AND v."startsOn" - ${epoch} <= c.today
          AND NOT ${overtakenSql(Prisma.sql`c.zone`)}
          AND NOT EXISTS (SELECT 1 FROM "ProgramVersion" w WHERE w."clinicId" = v."clinicId" AND w."programId" = v."programId"
            AND w."publishedAt" IS NOT NULL AND w.number > v.number AND w."startsOn" <= ${since(now, Math.max(runDays, back))}::date)))::text AS plan
    FROM "Program" g WHERE g."clinicId" = c."clinicId" AND g."caseId" = c.id AND g."activatedOn" IS NOT NULL) g ON true
  CROSS JOIN LATERAL (
    SELECT json_agg(json_build_array(e.id, l.id, l."logDate" - ${epoch}, ${madeAt('l')}, ${safety('l')}, i.key, e."exerciseId",
      h.key, h."exLimit", e."setsDone", e."skipReason"))::text AS exercises
    FROM "SessionLog" l
    JOIN "ExerciseLog" e ON e."clinicId" = l."clinicId" AND e."sessionLogId" = l.id
    JOIN "ProgramItem" i ON i."clinicId" = e."clinicId" AND i.id = e."itemId"
    JOIN "ProgramPhase" h ON h."clinicId" = i."clinicId" AND h.id = i."phaseId"
    WHERE ${countsInCaseSql('l')} AND l."logDate" >= ${since(now, back)}::date) x
  CROSS JOIN LATERAL (
    SELECT json_agg(json_build_array(r.id, r."logDate" - ${epoch}, ${madeAt('r')}, ${safety('r')}, r.km, r.minutes, r.finished,
      r.type, r.settle))::text AS runs
    FROM "RunLog" r WHERE ${countsInCaseSql('r')} AND r."logDate" >= ${since(now, Math.max(runDays, back))}::date) r
  CROSS JOIN LATERAL (
    SELECT json_agg(CASE WHEN s."exerciseLogId" IS NULL AND s."runLogId" IS NULL
      THEN json_build_array(NULL, s.context, s.score, s.id, s."logDate" - ${epoch}, ${madeAt('s')}, ${safety('s')}, s.swelling)
      ELSE json_build_array(COALESCE(s."exerciseLogId", s."runLogId"), s.context, s.score) END)::text AS pains
    FROM "PainScore" s WHERE ${countsInCaseSql('s')} AND s."logDate" >= ${since(now, back)}::date) s
  CROSS JOIN LATERAL (SELECT to_json(${unwellDaysSql({
    caseId: Prisma.sql`c.id`,
    zone: Prisma.sql`c.zone`,
    since: Prisma.sql`LEAST(${since(now, back)}::date, ${programSinceSql})`,
  })})::text AS unwell) u
  CROSS JOIN LATERAL (
    SELECT json_agg(json_build_array(f.block, (f."raisedAt" AT TIME ZONE c.zone)::date - ${epoch},
      (LEAST(f."resolvedAt", f."supersededAt") AT TIME ZONE c.zone)::date - ${epoch},
      CASE WHEN f."respondedAt" IS NULL AND f."supersededAt" IS NULL AND COALESCE(f."dueAt", f."visitedAt") < ${now}::timestamptz
        THEN ${ms(Prisma.sql`COALESCE(f."dueAt", f."visitedAt")`)} END,
      f."flagId", f."supersededAt" IS NULL, f.id))::text AS flags
    FROM ${flagsBearingSql}) b
  CROSS JOIN LATERAL (
    SELECT json_agg(json_build_array((y."decidedAt" AT TIME ZONE c.zone)::date - ${epoch}, ${ms(Prisma.sql`y."decidedAt"`)},
      (y.since AT TIME ZONE c.zone)::date - ${epoch}, (y.until AT TIME ZONE c.zone)::date - ${epoch}))::text AS stops
    FROM ${runStopsSql} y) y
  CROSS JOIN LATERAL (
    SELECT json_agg(json_build_array(o."to", (o.at AT TIME ZONE c.zone)::date - ${epoch}) ORDER BY o.at)::text AS holds
    FROM "CaseStatusChange" o WHERE o."clinicId" = c."clinicId" AND o."caseId" = c.id) o
  CROSS JOIN LATERAL (
    SELECT json_agg(json_build_array((i."submittedAt" AT TIME ZONE c.zone)::date, i.kind, n.answers) ORDER BY i."submittedAt")::text AS forms
    FROM "Intake" i JOIN "IntakeAnswers" n ON n."clinicId" = i."clinicId" AND n."intakeId" = i.id
    WHERE ${formsOfCaseSql}) f`
