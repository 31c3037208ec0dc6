import 'server-only'
import { epoch } from '#lib/db/days.ts'
import { bearsOnCaseSql, flagsBearingSql } from '#lib/flags/responses/policy.ts'
import { runsKnown, waitsAfter } from '#lib/programs/progression/missed/days/rules.ts'
import { overtakenSql } from '#lib/programs/rows/queries.ts'
import { ranOnSql } from '#lib/tracking/elsewhere/queries.ts'
import { countsInCaseSql, madeAtSql } from '#lib/tracking/entries/policy.ts'
import { painContexts } from '#lib/tracking/progress/schema.ts'
import { daysBefore } from '#lib/tracking/progress/series/rules.ts'
import { programSinceSql, unwellDaysSql } from '#lib/tracking/unwell/queries.ts'
import { Prisma } from '#prisma/generated/client.ts'

/*
 * The logs of cases as parts of one statement. `c` is a row with the columns id, "clinicId" and "today" (days since 1970
 * in the patient's zone). Each part reads along the index (clinicId, caseId, logDate).
 */

/** From so many days before her own today, whatever her zone; the first bound is the one that the index knows. */
function since(alias: string, days: number, now: Date) {
  const day = Prisma.raw(`${alias}."logDate"`)
  return Prisma.sql`${day} >= ${daysBefore(now, days + 1)}::date AND ${day} >= ${epoch} + (c.today - ${days}::int)`
}

const places = Prisma.raw(painContexts.map((context, place) => `WHEN '${context}' THEN ${place}`).join(' '))

/** One number a score, of "PainScore" `s`: see `unpackScore`. */
export const packedScore = Prisma.sql`((s."logDate" - ${epoch}) * 8 + CASE s.context ${places} END) * 16 + s.score`

/** `s`: scores. */
export const painPart = (days: number, now: Date): Prisma.Sql => Prisma.sql`CROSS JOIN LATERAL (
  SELECT array_agg(${packedScore})::text AS scores
  FROM "PainScore" s WHERE ${countsInCaseSql('s')} AND ${since('s', days, now)}) s`

/** `r`: runs, and those before them by which they may wait. */
export const runPart = (days: number, now: Date): Prisma.Sql => Prisma.sql`CROSS JOIN LATERAL (
  SELECT string_agg((r."logDate" - ${epoch}) || ' ' || r.km || ' ' || r.minutes || ' ' || r.type || ' '
    || (extract(epoch FROM ${madeAtSql('r')}) * 1000)::bigint, ';') AS runs
  FROM "RunLog" r WHERE ${countsInCaseSql('r')} AND ${since('r', Math.max(days + waitsAfter, runsKnown), now)}) r`

/**
 * `d`: done. Items by their id; the plan says which they are. Joined texts: as JSON these many small entries
 * would take twice the time.
 */
export const donePart = (days: number, now: Date): Prisma.Sql => Prisma.sql`CROSS JOIN LATERAL (
  SELECT string_agg((l."logDate" - ${epoch}) || x.items, ';') AS done
  FROM "SessionLog" l
  CROSS JOIN LATERAL (SELECT string_agg(' ' || e."itemId" || ' ' || CASE WHEN e."skipReason" IS NULL THEN e."setsDone" ELSE -1 END, '') AS items
    FROM "ExerciseLog" e WHERE e."clinicId" = l."clinicId" AND e."sessionLogId" = l.id) x
  WHERE ${countsInCaseSql('l')} AND ${since('l', days, now)}) d`

/**
 * `u`: unwell, of these days and of the whole program, whose weeks are counted without them, and on which of these days she ran for
 * another treatment. `zone` is the patient's.
 */
export const unwellPart = (days: number, now: Date): Prisma.Sql => {
  const from = Prisma.sql`${daysBefore(now, days + 1)}::date`
  const since = Prisma.sql`LEAST(${from}, ${programSinceSql})`
  const unwell = unwellDaysSql({ caseId: Prisma.sql`c.id`, zone: Prisma.sql`c.zone`, since })
  const ran = ranOnSql({ caseId: Prisma.sql`c.id`, since: from })
  return Prisma.sql`CROSS JOIN LATERAL (SELECT ${unwell}::text AS unwell, ${ran}::text AS "ranElsewhere") u`
}

/**
 * `g`: plan. Only versions and phases that can have held in these days, or that hold when what waits begins (`m`: the day of the
 * last change of the phase); a version that a newer one overtook never did. `zone` is the patient's.
 */
export const planPart = (days: number): Prisma.Sql => Prisma.sql`LEFT JOIN LATERAL (
  SELECT json_build_object('activatedOn', g."activatedOn" - ${epoch}, 'position', g."phasePosition",
    'startedOn', COALESCE(g."phaseStartedOn", g."activatedOn") - ${epoch},
    'events', (SELECT json_agg(json_build_array(x.kind, x."on" - ${epoch}, x."phasePosition", x."phaseStartedOn" - ${epoch}, x."phaseKey") ORDER BY x.at, x.id)
      FROM "ProgramEvent" x WHERE x."clinicId" = g."clinicId" AND x."programId" = g.id),
    'versions', (SELECT json_agg(json_build_array(v.number, v."startsOn" - ${epoch},
        (SELECT json_agg(json_build_array(h.position, h.name,
            (SELECT json_agg(json_build_array(i.id, i.key, i."exerciseId", i.sets, i.days, i."fromWeek", i."untilWeek", i.optional, i.stage,
                i.reps, i."holdSeconds", i.minutes, i."loadKg")
                             ORDER BY i.position)
             FROM "ProgramItem" i WHERE i."clinicId" = h."clinicId" AND i."phaseId" = h.id AND NOT i."eachRun"), h.key)
            ORDER BY h.position)
         FROM "ProgramPhase" h WHERE h."clinicId" = v."clinicId" AND h."versionId" = v.id
           AND (h.position = g."phasePosition" OR (m."on" > ${epoch} + (c.today - ${days}::int)
             AND h.position IN (SELECT x."phasePosition" FROM "ProgramEvent" x WHERE x."clinicId" = g."clinicId" AND x."programId" = g.id)))),
         (extract(epoch FROM v."publishedAt") * 1000)::bigint)
        ORDER BY v.number)
      FROM "ProgramVersion" v
      WHERE v."clinicId" = g."clinicId" AND v."programId" = g.id AND v."publishedAt" IS NOT NULL
        AND NOT ${overtakenSql(Prisma.sql`c.zone`)}
        AND NOT EXISTS (SELECT 1 FROM "ProgramVersion" w WHERE w."clinicId" = v."clinicId" AND w."programId" = v."programId"
          AND w."publishedAt" IS NOT NULL AND w.number > v.number AND w."startsOn" <= ${epoch} + (c.today - ${days}::int))))::text AS plan
  FROM "Program" g CROSS JOIN LATERAL (SELECT max(x."on") AS "on" FROM "ProgramEvent" x
    WHERE x."clinicId" = g."clinicId" AND x."programId" = g.id AND x.kind = 'phase') m
  WHERE g."clinicId" = c."clinicId" AND g."caseId" = c.id AND g."activatedOn" IS NOT NULL) g ON true`

/** The stops of running of "Case" `c`: since, until (null while nobody has answered), "decidedAt". */
export const runStopsSql = Prisma.sql`(
  SELECT y."createdAt" AS since, y."decidedAt", COALESCE(y."decidedAt", CASE WHEN y.state = 'superseded' THEN
      COALESCE(lead(y."createdAt") OVER (ORDER BY y."createdAt", y.id), y."createdAt") END) AS until
  FROM "Suggestion" y WHERE y."clinicId" = c."clinicId" AND y."caseId" = c.id AND y."ruleId" = 'r_run_stop')`

/** `z`: rows of key, was, sets, since and until, as `LessText` has them. */
const lessTextsSql = (rows: Prisma.Sql, zone: Prisma.Sql): Prisma.Sql => Prisma.sql`(
  SELECT json_agg(json_build_array(z.key, z.was, z.sets, (z.since AT TIME ZONE ${zone})::date - ${epoch}, (z.until AT TIME ZONE ${zone})::date - ${epoch}))
  FROM ${rows})`

/**
 * When "Case" `c` was told to do less of an exercise before anybody had answered, as far as that was so since a day: JSON
 * `LessText[]`, in the days of `zone`.
 */
export const lessDaysSql = (zone: Prisma.Sql, since: string): Prisma.Sql =>
  lessTextsSql(
    Prisma.sql`(SELECT y.subject AS key, COALESCE(y.change -> 'exerciseId', y.change -> 'from') AS was, y.change #> '{to,sets}' AS sets,
      y."createdAt" AS since, COALESCE(y."decidedAt", y."supersededAt", CASE WHEN y.state = 'superseded' THEN y."createdAt" END) AS until
    FROM "Suggestion" y WHERE y."clinicId" = c."clinicId" AND y."caseId" = c.id AND y."ruleId" IN ('r_ex_regress_dose', 'r_ex_regress_swap')
      AND (y.state = 'open' OR COALESCE(y."decidedAt", y."supersededAt", y."createdAt") >= ${since}::date)) z`,
    zone,
  )

const lessPart = (less: Prisma.Sql) => Prisma.sql`CROSS JOIN LATERAL (SELECT ${less}::text AS less) q`

/**
 * What an injury stops in each treatment of a patient until a clinician has answered it, and what a stop of running does in those
 * other than its own: rows of "caseId", kind (`programme`, `running`), since, until. The function of the database looks past
 * row-level security, as `unwell_days` does.
 */
const bodyStopsSql = Prisma.sql`stops_of_one_body() z WHERE z."caseId" = c.id`

/** The same as JSON `BlockText[]`, in the days of `zone`. */
export const bodyStopDaysSql = (zone: Prisma.Sql): Prisma.Sql => Prisma.sql`(
  SELECT json_agg(json_build_array(z.kind, (z.since AT TIME ZONE ${zone})::date - ${epoch}, (z.until AT TIME ZONE ${zone})::date - ${epoch}) ORDER BY z.since)
  FROM ${bodyStopsSql})`

/**
 * `b`: blocks, `o`: holds and `q`: less, as far as the care team may know them. Here `c` has "patientId", "intakeId",
 * "openedAt" and "closedAt", too.
 */
export const pausePart = (days: number, now: Date): Prisma.Sql => Prisma.sql`CROSS JOIN LATERAL (
  SELECT json_agg(json_build_array(x.kind, (x.since AT TIME ZONE c.zone)::date - ${epoch}, (x.until AT TIME ZONE c.zone)::date - ${epoch}))::text AS blocks
  FROM (SELECT f.block::text AS kind, f."raisedAt" AS since, LEAST(f."resolvedAt", f."supersededAt") AS until
      FROM ${flagsBearingSql} AND f.block <> 'none'
    UNION ALL SELECT 'running', y.since, y.until FROM ${runStopsSql} y
    UNION ALL SELECT z.kind, z.since, z.until FROM ${bodyStopsSql}) x) b
CROSS JOIN LATERAL (
  SELECT json_agg(json_build_array(o."to", (o.at AT TIME ZONE c.zone)::date - ${epoch}) ORDER BY o.at)::text AS holds
  FROM "CaseStatusChange" o WHERE o."clinicId" = c."clinicId" AND o."caseId" = c.id) o
${lessPart(lessDaysSql(Prisma.sql`c.zone`, daysBefore(now, days + 1)))}`

/** `w`: blocks, holds and events, of what stops the whole program alone. `c` as above. */
export const standstillPart = Prisma.sql`CROSS JOIN LATERAL (SELECT
  (SELECT json_agg(json_build_array('programme', (x.since AT TIME ZONE c.zone)::date - ${epoch}, (x.until AT TIME ZONE c.zone)::date - ${epoch}))
    FROM (SELECT f."raisedAt" AS since, LEAST(f."resolvedAt", f."supersededAt") AS until FROM ${flagsBearingSql} AND f.block = 'programme'
      UNION ALL SELECT z.since, z.until FROM ${bodyStopsSql} AND z.kind = 'programme') x)::text AS blocks,
  (SELECT json_agg(json_build_array(o."to", (o.at AT TIME ZONE c.zone)::date - ${epoch}) ORDER BY o.at)
    FROM "CaseStatusChange" o WHERE o."clinicId" = c."clinicId" AND o."caseId" = c.id)::text AS holds,
  (SELECT json_agg(json_build_array(x.kind, x."on" - ${epoch}, NULL, NULL) ORDER BY x.at, x.id)
    FROM "ProgramEvent" x WHERE x."clinicId" = c."clinicId" AND x."caseId" = c.id AND x.kind <> 'phase')::text AS events) w`

/** The same from a patient's side: on which days, never why. */
export const ownPausePart = (days: number, now: Date): Prisma.Sql => Prisma.sql`CROSS JOIN LATERAL (
  SELECT json_agg(json_build_array(f.kind, (f."raisedAt" AT TIME ZONE c.zone)::date - ${epoch},
      (LEAST(f."resolvedAt", f."supersededAt") AT TIME ZONE c.zone)::date - ${epoch}))
      FILTER (WHERE f.kind IN ('programme', 'impact', 'running'))::text AS blocks,
    json_agg(json_build_array(f.kind, (f."raisedAt" AT TIME ZONE c.zone)::date - ${epoch}) ORDER BY f."raisedAt")
      FILTER (WHERE f.kind NOT IN ('programme', 'impact', 'running'))::text AS holds
  FROM (SELECT f.kind, f."raisedAt", f."resolvedAt", f."supersededAt" FROM own_pauses() f WHERE ${bearsOnCaseSql}
    UNION ALL SELECT z.kind, z.since, z.until, NULL FROM ${bodyStopsSql}) f) b CROSS JOIN LATERAL (SELECT b.holds) o
${lessPart(lessTextsSql(Prisma.sql`own_less(${daysBefore(now, days + 1)}::date) z WHERE z."caseId" = c.id`, Prisma.sql`c.zone`))}`

export const courseColumns = Prisma.sql`s.scores, r.runs, d.done, u.unwell, u."ranElsewhere", g.plan, b.blocks, o.holds, q.less`
