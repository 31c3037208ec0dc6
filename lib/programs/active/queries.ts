import 'server-only'
import type { Day } from '#lib/dates.ts'
import type { Tx } from '#lib/db/as-actor.ts'
import { bearsOnCaseSql, flagsBearingSql } from '#lib/flags/responses/policy.ts'
import { phasesSql } from '#lib/programs/rows/queries.ts'
import { contentOfRows } from '#lib/programs/rows/rules.ts'
import type { ItemRow, PhaseRow } from '#lib/programs/rows/schema.ts'
import { programSinceSql, unwellDaysSql } from '#lib/tracking/unwell/queries.ts'
import { Prisma } from '#prisma/generated/client.ts'
import { illSpans, pausedSpans } from './rules.ts'
import type { ActiveProgram, PausedSpan } from './schema.ts'

type Row = {
  programId: string
  versionId: string
  number: number
  startsOn: Day
  templateId: string | null
  activatedOn: Day
  firstStage: number | null
  phasePosition: number
  /** Of the phase that held on the day, by the events. */
  phaseKey: string | null
  phaseStartedOn: Day
  pausedAt: Date | null
  /** Why it is paused, for who may read the case; null for the patient. */
  pauseReason: string | null
  newestNumber: number
  newestStartsOn: Day
  newestEndsStop: boolean
  newestPhaseKey: string | null
  phases: (Omit<PhaseRow, 'items'> & { items: (ItemRow & { id: string })[] })[] | null
}

/** What is asked of a version (`x`): not the words of staff in it. */
const cells = Prisma.sql`x.id, x."clinicId", x.number, x."startsOn", x."templateId", x."endsStopId"`

/**
 * The newest published version that has begun by `day` (the patient's), with its phases and items and the phase that the
 * patient was in on that day; null before the first one begins. One statement. The caller has checked that the actor reaches
 * the case.
 */
export async function activeProgram(tx: Tx, caseId: string, day: Day): Promise<ActiveProgram | null> {
  const [row] = await tx.$queryRaw<Row[]>`
    SELECT p.id AS "programId", v.id AS "versionId", v.number, to_char(v."startsOn", 'YYYY-MM-DD') AS "startsOn", v."templateId",
      to_char(p."activatedOn", 'YYYY-MM-DD') AS "activatedOn", p."phasePosition", h."phaseKey",
      to_char(COALESCE(h."phaseStartedOn", p."phaseStartedOn"), 'YYYY-MM-DD') AS "phaseStartedOn", p."pausedAt",
      CASE WHEN p."pausedAt" IS NOT NULL THEN (SELECT e.reason FROM staff_program_events(p."caseId") e
        WHERE e."programId" = p.id AND e.kind = 'paused' ORDER BY e.at DESC, e.id DESC LIMIT 1) END AS "pauseReason",
      n.number AS "newestNumber", to_char(n."startsOn", 'YYYY-MM-DD') AS "newestStartsOn", n."endsStopId" IS NOT NULL AS "newestEndsStop",
      (SELECT np.key FROM "ProgramPhase" np
        WHERE np."clinicId" = n."clinicId" AND np."versionId" = n.id AND np.position = p."phasePosition") AS "newestPhaseKey",
      (SELECT min(i.stage) FROM "ProgramVersion" w JOIN "ProgramPhase" wp ON wp."clinicId" = w."clinicId" AND wp."versionId" = w.id
        JOIN "ProgramItem" i ON i."clinicId" = wp."clinicId" AND i."phaseId" = wp.id
        WHERE w."clinicId" = p."clinicId" AND w."programId" = p.id AND w."publishedAt" IS NOT NULL AND w."startsOn" <= ${day}::date
          AND NOT EXISTS (SELECT 1 FROM "ProgramVersion" u WHERE u."clinicId" = w."clinicId" AND u."programId" = w."programId"
            AND u.number > w.number AND u."publishedAt" IS NOT NULL AND u."startsOn" <= w."startsOn")) AS "firstStage",
      ${phasesSql} AS phases
    FROM "Program" p
    JOIN LATERAL (SELECT ${cells} FROM "ProgramVersion" x WHERE x."clinicId" = p."clinicId" AND x."programId" = p.id
                    AND x."publishedAt" IS NOT NULL ORDER BY x.number DESC LIMIT 1) n ON true
    JOIN LATERAL (SELECT ${cells} FROM "ProgramVersion" x WHERE x."clinicId" = p."clinicId" AND x."programId" = p.id
                    AND x."publishedAt" IS NOT NULL AND x."startsOn" <= ${day}::date ORDER BY x.number DESC LIMIT 1) v ON true
    LEFT JOIN LATERAL (SELECT x."phaseKey", x."phaseStartedOn" FROM "ProgramEvent" x WHERE x."clinicId" = p."clinicId" AND x."programId" = p.id
                         AND x.kind = 'phase' AND x."on" <= ${day}::date ORDER BY x.at DESC, x.id DESC LIMIT 1) h ON true
    WHERE p."clinicId" = app_clinic() AND p."caseId" = ${caseId}::uuid`
  if (!row?.phases) return null
  const phases = row.phases
  const key = row.phaseKey ?? row.newestPhaseKey
  const here = phases.findIndex((phase) => phase.key === key)
  const phasePosition = here < 0 ? Math.min(row.phasePosition, phases.length - 1) : here
  return {
    programId: row.programId,
    versionId: row.versionId,
    number: row.number,
    startsOn: row.startsOn,
    upcoming:
      row.newestNumber === row.number
        ? null
        : { number: row.newestNumber, startsOn: row.newestStartsOn, endsStop: row.newestEndsStop },
    content: contentOfRows(row.templateId, phases),
    itemIds: Object.fromEntries(phases.flatMap((phase) => phase.items.map((item) => [item.key, item.id]))),
    activatedOn: row.activatedOn ?? row.startsOn,
    firstStage: row.firstStage,
    phaseKey: phases[phasePosition]?.key ?? '',
    phasePosition,
    phaseStartedOn: row.phaseStartedOn ?? row.startsOn,
    paused: row.pausedAt ? { since: row.pausedAt.toISOString(), reason: row.pauseReason ?? '' } : null,
  }
}

type OfCase = { readonly caseId: string; readonly timeZone: string; readonly today: Day }

/**
 * The stop of running that a clinician accepted in this treatment and nobody ended: no version that held since says that it does,
 * and nothing begun since had runs in a phase that held. Its id or null, a value of SQL.
 */
export const runStopSql = ({ caseId, timeZone, today }: OfCase): Prisma.Sql =>
  Prisma.sql`accepted_run_stop(${caseId}::uuid, ${timeZone}, ${today}::date)`

/** The same. The caller has checked the case. */
export async function acceptedRunStop(tx: Tx, of: OfCase): Promise<string | null> {
  const [row] = await tx.$queryRaw<{ id: string | null }[]>`SELECT ${runStopSql(of)} AS id`
  return row?.id ?? null
}

/**
 * Since when another treatment of hers stops running here, too, whether that waits there or was accepted; null when none does.
 * The caller has checked the case.
 */
export async function stoppedElsewhere(tx: Tx, { caseId, timeZone, today }: OfCase): Promise<Day | null> {
  const [row] = await tx.$queryRaw<{ since: Day | null }[]>`
    SELECT to_char(min(z.since) AT TIME ZONE ${timeZone}, 'YYYY-MM-DD') AS since FROM stops_of_one_body() z
    WHERE z."caseId" = ${caseId}::uuid AND z.kind = 'running'
      AND (z.until IS NULL OR (z.until AT TIME ZONE ${timeZone})::date > ${today}::date)`
  return row?.since ?? null
}

/** On which days of the week other treatments of hers plan runs. The caller has checked the case. */
export async function runDaysElsewhere(
  tx: Tx,
  { caseId, today }: Omit<OfCase, 'timeZone'>,
): Promise<string[]> {
  const rows = await tx.$queryRaw<{ day: string }[]>`
    SELECT d AS day FROM run_days_elsewhere(${caseId}::uuid, ${today}::date) d`
  return rows.map(({ day }) => day)
}

type PauseRow = {
  events: { kind: string; day: Day }[] | null
  statuses: { kind: string; day: Day }[] | null
  stops: PausedSpan[] | null
  ill: number[]
}

/**
 * When a clinician had paused the program, its case was on hold or closed, a flag had stopped it, or she was ill. The team reads
 * flags and the changes of the status, a patient only on which days. One statement. The caller has checked that the actor
 * reaches the case.
 */
export async function pausesOf(tx: Tx, caseId: string): Promise<PausedSpan[]> {
  const unwell = unwellDaysSql({
    caseId: Prisma.sql`c.id`,
    zone: Prisma.sql`z.zone`,
    since: programSinceSql,
  })
  const [row] = await tx.$queryRaw<PauseRow[]>`
    SELECT
      (SELECT json_agg(json_build_object('kind', e.kind, 'day', e."on") ORDER BY e.at, e.id) FROM "ProgramEvent" e
        WHERE e."clinicId" = c."clinicId" AND e."caseId" = c.id AND e.kind <> 'phase') AS events,
      (SELECT json_agg(json_build_object('kind', s.kind, 'day', (s.at AT TIME ZONE z.zone)::date) ORDER BY s.at)
        FROM (SELECT "to"::text AS kind, at FROM "CaseStatusChange" WHERE "clinicId" = c."clinicId" AND "caseId" = c.id
          UNION SELECT kind, "raisedAt" FROM own_pauses() WHERE "caseId" = c.id AND kind NOT IN ('programme', 'impact', 'running')) s) AS statuses,
      (SELECT json_agg(json_build_object('from', (s.since AT TIME ZONE z.zone)::date, 'to', (s.until AT TIME ZONE z.zone)::date)
          ORDER BY s.since)
        FROM (SELECT f."raisedAt" AS since, LEAST(f."resolvedAt", f."supersededAt") AS until
            FROM ${flagsBearingSql} AND f.block = 'programme'
          UNION SELECT f."raisedAt", LEAST(f."resolvedAt", f."supersededAt") FROM own_pauses() f WHERE ${bearsOnCaseSql} AND f.kind = 'programme'
          UNION SELECT z.since, z.until FROM stops_of_one_body() z WHERE z."caseId" = c.id AND z.kind = 'programme') s) AS stops,
      ${unwell} AS ill
    FROM "Case" c JOIN "Patient" p ON p."clinicId" = c."clinicId" AND p.id = c."patientId" JOIN "Clinic" k ON k.id = c."clinicId"
    CROSS JOIN LATERAL (SELECT COALESCE(p."timeZone", k."timeZone") AS zone) z
    WHERE c."clinicId" = app_clinic() AND c.id = ${caseId}::uuid`
  return [
    ...[row?.events, row?.statuses].flatMap((list) => pausedSpans(list ?? [])),
    ...(row?.stops ?? []).filter(({ from, to }) => to === null || to > from),
    ...illSpans(row?.ill ?? []),
  ]
}
