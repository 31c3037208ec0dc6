import 'server-only'
import { type Actor, isPhysio } from '#lib/access/actor.ts'
import { recordAudit } from '#lib/audit/commands.ts'
import { teamCaseSql } from '#lib/cases/policy.ts'
import { alertLimitById } from '#lib/content/limits/alerts.ts'
import { dayIn, isoDay } from '#lib/dates.ts'
import { asActor, type Tx } from '#lib/db/as-actor.ts'
import { epoch } from '#lib/db/days.ts'
import { NotFound } from '#lib/errors.ts'
import { flagsBearingSql } from '#lib/flags/responses/policy.ts'
import { formsOfCaseSql } from '#lib/intake/told/policy.ts'
import { agesText, birthsOf } from '#lib/patients/births/rules.ts'
import { withRunRows } from '#lib/programs/progression/run-rows/queries.ts'
import { countsInCaseSql } from '#lib/tracking/entries/policy.ts'
import { adherenceOf, lastFortnight } from '#lib/tracking/progress/adherence/rules.ts'
import {
  donePart,
  pausePart,
  planPart,
  runPart,
  standstillPart,
  unwellPart,
} from '#lib/tracking/progress/course/queries.ts'
import { closedDays, readCourse, readStandstill } from '#lib/tracking/progress/course/rules.ts'
import type { Course, CourseRow } from '#lib/tracking/progress/course/schema.ts'
import { latestMean, sevenDayMean, worstOfDays } from '#lib/tracking/progress/pain/rules.ts'
import { daysBefore, numbersOf, unpackDay } from '#lib/tracking/progress/series/rules.ts'
import { awaitedSince } from '#lib/tracking/progress/silence/rules.ts'
import { Prisma } from '#prisma/generated/client.ts'
import {
  filterRows,
  flagConcern,
  groupCounts,
  groupOf,
  orderedFindings,
  pageOf,
  pageSize,
  sortRows,
  tabCounts,
} from './rules.ts'
import type { CaseloadRow, CaseloadSearch, CaseloadView, Concern } from './schema.ts'

const painDays = 56
const adherenceBack = 16

type HeadRow = {
  caseId: string
  side: CaseloadRow['side']
  complaint: string
  status: 'open' | 'on_hold'
  name: string
  number: number
  born: number
  today: number
  review: number | null
  leadId: string | null
  leadName: string | null
  activatedOn: number | null
  lastLog: number | null
  silentAfter: number | null
  /** By a clinician: the program, or the case is on hold. */
  paused: boolean
  /** JSON `[flag or alert, id, urgency or severity, answered]`. */
  findings: string | null
  /** As `CourseRow`: what stopped the whole program, so that no entry was awaited. */
  blocks: string | null
  holds: string | null
  events: string | null
}

type FindingText = [kind: 'flag' | 'alert', id: string, grade: string, answered: boolean]

/** Days without a log where nobody set another number. */
const usualSilence = alertLimitById('no_log_watch')?.default ?? 7

/** The number that was set last for a case, or for the clinic; null where it was taken back. */
const silenceSql = (caseId: Prisma.Sql): Prisma.Sql => Prisma.sql`(SELECT n.value FROM "RuleLimit" n
  WHERE n."clinicId" = c."clinicId" AND n."caseId" ${caseId} AND n."limitId" = 'no_log_watch' ORDER BY n.at DESC, n.id DESC LIMIT 1)`

/** What every case is filtered, counted and grouped by, in one statement: columns, and single steps into an index. */
const headRows = (tx: Tx, actor: Actor, now: Date): Promise<HeadRow[]> => tx.$queryRaw<HeadRow[]>`
  SELECT c.id AS "caseId", c.side, c.complaint, c.status, c.name, c.number, c.born, c.today, c.review, t.id AS "leadId",
    t.name AS "leadName", g."activatedOn" - ${epoch} AS "activatedOn", k."lastLog",
    COALESCE(${silenceSql(Prisma.sql`= c.id`)}, ${silenceSql(Prisma.sql`IS NULL`)})::int AS "silentAfter",
    c.status = 'on_hold' OR g."pausedAt" IS NOT NULL AS paused, o.findings, w.blocks, w.holds, w.events
  FROM (SELECT c.id, c."clinicId", c."patientId", c."intakeId", c."openedAt", c."closedAt",
          c.side::text AS side, c.complaint, c.status::text AS status,
          p."fullName" AS name, p.number, p."dateOfBirth" - ${epoch} AS born,
          z.zone, (${now}::timestamptz AT TIME ZONE z.zone)::date - ${epoch} AS today,
          c."nextReviewOn" - ${epoch} AS review
        FROM "Case" c
        JOIN "Patient" p ON p."clinicId" = c."clinicId" AND p.id = c."patientId"
        CROSS JOIN LATERAL (SELECT COALESCE(p."timeZone", ${actor.timeZone}) AS zone) z
        WHERE ${teamCaseSql(actor)} AND c.status IN ('open', 'on_hold')) c
  LEFT JOIN LATERAL (SELECT a.id, a.name FROM "CareTeamMember" m JOIN "Account" a ON a."clinicId" = m."clinicId" AND a.id = m."accountId"
    WHERE m."clinicId" = c."clinicId" AND m."caseId" = c.id AND m.role = 'lead' AND m."removedAt" IS NULL) t ON true
  LEFT JOIN "Program" g ON g."clinicId" = c."clinicId" AND g."caseId" = c.id AND g."activatedOn" IS NOT NULL
  CROSS JOIN LATERAL (SELECT GREATEST(
    (SELECT x."logDate" FROM "PainScore" x WHERE ${countsInCaseSql('x')} ORDER BY x."logDate" DESC LIMIT 1),
    (SELECT x."logDate" FROM "SessionLog" x WHERE ${countsInCaseSql('x')} ORDER BY x."logDate" DESC LIMIT 1),
    (SELECT x."logDate" FROM "RunLog" x WHERE ${countsInCaseSql('x')} ORDER BY x."logDate" DESC LIMIT 1)) - ${epoch} AS "lastLog") k
  CROSS JOIN LATERAL (SELECT json_agg(json_build_array(y.kind, y.id, y.grade, y.answered))::text AS findings FROM (
    SELECT 'flag' AS kind, f."flagId" AS id, f.urgency::text AS grade, f."respondedAt" IS NOT NULL AS answered
    FROM ${flagsBearingSql} AND f."resolvedAt" IS NULL AND f."supersededAt" IS NULL
    UNION ALL
    SELECT 'alert', x."alertId", x.severity::text, x."acknowledgedAt" IS NOT NULL
    FROM "Alert" x WHERE x."clinicId" = c."clinicId" AND x."caseId" = c.id AND x."closedAt" IS NULL
      AND (x."snoozedUntil" IS NULL OR x."snoozedUntil" <= ${epoch} + c.today)) y) o
  ${standstillPart}`

type LogRow = Omit<CourseRow, 'scores'> & {
  caseId: string
  today: number
  /** `{…}`: day × 16 + the worst score of it. */
  pain: string | null
  /** The date of the record and those found to be wrong, and what the newest form of the case names that names one. */
  birth: string[]
  told: string | null
}

/** The logs of the given cases; the scores 8 weeks back, the rest as far as the fortnight of adherence reaches. */
const logRows = (
  tx: Tx,
  actor: Actor,
  caseIds: readonly string[],
  now: Date,
): Promise<LogRow[]> => tx.$queryRaw<LogRow[]>`
  SELECT c.id AS "caseId", c.today, c.birth, f.told, s.pain, r.runs, d.done, u.unwell, u."ranElsewhere", g.plan, b.blocks, o.holds, q.less
  FROM (SELECT c.id, c."clinicId", c."patientId", c."intakeId", c."openedAt", c."closedAt", z.zone, to_json(p."dateOfBirth" || p."notBornOn") AS birth,
          (${now}::timestamptz AT TIME ZONE z.zone)::date - ${epoch} AS today
        FROM "Case" c
        JOIN "Patient" p ON p."clinicId" = c."clinicId" AND p.id = c."patientId"
        CROSS JOIN LATERAL (SELECT COALESCE(p."timeZone", ${actor.timeZone}) AS zone) z
        WHERE ${teamCaseSql(actor)} AND c.id = ANY (${caseIds}::uuid[])) c
  CROSS JOIN LATERAL (SELECT (SELECT n.answers ->> 'date_of_birth' FROM "Intake" i
    JOIN "IntakeAnswers" n ON n."clinicId" = i."clinicId" AND n."intakeId" = i.id
    WHERE ${formsOfCaseSql} AND n.answers ->> 'date_of_birth' IS NOT NULL
    ORDER BY i."submittedAt" DESC LIMIT 1) AS told) f
  CROSS JOIN LATERAL (SELECT
    (SELECT array_agg(y.worst) FROM (
       SELECT (x."logDate" - ${epoch}) * 16 + max(x.score) AS worst FROM "PainScore" x
       WHERE ${countsInCaseSql('x')}
         AND x."logDate" >= ${daysBefore(now, painDays + 7)}::date GROUP BY x."logDate") y)::text AS pain) s
  ${runPart(adherenceBack, now)} ${donePart(adherenceBack, now)} ${unwellPart(adherenceBack, now)}
  ${planPart(adherenceBack)} ${pausePart(adherenceBack, now)}`

/** `ind_days_since_log`. */
function silentDays(row: HeadRow): number | null {
  const { today, activatedOn } = row
  if (activatedOn === null || activatedOn > today) return null
  const last = row.lastLog === null ? activatedOn : Math.min(row.lastLog, today)
  const since = awaitedSince(readStandstill(row), last, today)
  return since === null ? null : today - since
}

function begunOf(row: HeadRow): Pick<CaseloadRow, 'programDay' | 'beginsOn'> {
  const { today, activatedOn } = row
  if (activatedOn === null) return { programDay: null, beginsOn: null }
  const isAhead = activatedOn > today
  return {
    programDay: isAhead ? null : today + 1 - activatedOn - closedDays(row, activatedOn, today),
    beginsOn: isAhead ? isoDay(activatedOn) : null,
  }
}

function headOf(row: HeadRow): CaseloadRow {
  const { today } = row
  const found = row.findings === null ? [] : (JSON.parse(row.findings) as FindingText[])
  const findings = orderedFindings(
    found
      .filter(([kind]) => kind === 'flag')
      .map(([, id, grade, answered]) => ({
        id,
        concern: flagConcern(grade, answered),
        answered,
        emergency: grade === 'emergency',
      })),
    found
      .filter(([kind]) => kind === 'alert')
      .map(([, id, grade, answered]) => ({ id, concern: grade as Concern, answered })),
  )
  const shown = {
    findings,
    review: row.review === null ? null : row.review - today,
    daysSinceLog: row.lastLog === null ? null : Math.max(0, today - row.lastLog),
    ...begunOf(row),
    silentDays: silentDays(row),
    silentAfter: row.silentAfter ?? usualSilence,
    paused: row.paused,
  }
  return {
    ...shown,
    caseId: row.caseId,
    name: row.name,
    number: row.number,
    age: agesText([isoDay(row.born)], isoDay(today)),
    side: row.side,
    complaint: row.complaint,
    status: row.status,
    pain: [],
    mean: null,
    done: null,
    reviewOn: row.review === null ? null : isoDay(row.review),
    lead: row.leadId === null ? null : { id: row.leadId, name: row.leadName ?? '' },
    group: groupOf(shown),
  }
}

function withLogs(head: CaseloadRow, row: LogRow, course: Course): CaseloadRow {
  const scores = numbersOf(row.pain).map(unpackDay)
  const pain = worstOfDays(scores, row.today - painDays - 5, row.today)
  const paused =
    head.paused ||
    course.paused.some(({ to }) => to === null) ||
    course.blocks.some(({ block, to }) => block === 'programme' && to === null)
  return {
    ...head,
    age: agesText(birthsOf(row.told, row.birth), isoDay(row.today)),
    pain: pain.slice(-painDays),
    mean: latestMean(sevenDayMean(pain)),
    done: adherenceOf(lastFortnight(course, row.today)).items.value,
    paused,
  }
}

async function complete(
  tx: Tx,
  actor: Actor,
  heads: readonly CaseloadRow[],
  now: Date,
): Promise<CaseloadRow[]> {
  if (heads.length === 0) return []
  const ids = heads.map(({ caseId }) => caseId)
  const logs = await logRows(tx, actor, ids, now)
  const shown = logs.map((row) => ({
    caseId: row.caseId,
    today: row.today,
    since: row.today - adherenceBack,
    course: readCourse({ ...row, scores: null }).course,
  }))
  const of = { clinicId: actor.clinicId, zone: actor.timeZone }
  const courses = await withRunRows(tx, of, shown, now)
  const found = new Map(logs.map((row, at) => [row.caseId, { row, course: courses[at] }]))
  return heads.map((head) => {
    const { row, course } = found.get(head.caseId) ?? {}
    return row && course ? withLogs(head, row, course) : head
  })
}

/** The physio's open cases as the address asks for them. Throws NotFound for anybody else. */
export function caseload(actor: Actor, search: CaseloadSearch, now: Date): Promise<CaseloadView> {
  return asActor(actor, async (tx) => {
    if (!isPhysio(actor)) throw new NotFound('caseload')
    const all = (await headRows(tx, actor, now)).map(headOf)
    const found = filterRows(all, search, actor.accountId)
    // Only these two orders need the logs of every case; otherwise those of the page are enough.
    const byLogs = search.sort === 'pain' || search.sort === 'done'
    const ordered = byLogs ? sortRows(await complete(tx, actor, found, now), search) : found
    const { page, pages, from } = pageOf(search.page, found.length)
    const cut = ordered.slice(from, from + pageSize)
    const rows = byLogs ? cut : await complete(tx, actor, cut, now)
    await recordAudit(tx, actor, { type: 'caseload.read', data: { rows: rows.length } })
    const leads = new Map(all.flatMap(({ lead }) => (lead ? [[lead.id, lead.name] as const] : [])))
    return {
      rows,
      page,
      pages,
      found: found.length,
      groups: groupCounts(found),
      total: all.length,
      counts: tabCounts(all, actor.accountId),
      leads: [...leads]
        .map(([id, name]) => ({ id, name }))
        .sort((a, b) => a.name.localeCompare(b.name, 'en')),
      complaints: [...new Set(all.map(({ complaint }) => complaint))].sort((a, b) =>
        a.localeCompare(b, 'en'),
      ),
      search,
      today: dayIn(actor.timeZone, now),
      accountId: actor.accountId,
    }
  })
}
