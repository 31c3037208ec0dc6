import 'server-only'
import { type Actor, isPhysio } from '#lib/access/actor.ts'
import { recordAudit } from '#lib/audit/commands.ts'
import { ageOn, dayIn } from '#lib/dates.ts'
import { asActor, type Tx } from '#lib/db/as-actor.ts'
import { NotFound } from '#lib/errors.ts'
import { adherenceOf, lastFortnight } from '#lib/tracking/progress/adherence/rules.ts'
import {
  courseColumns,
  donePart,
  painPart,
  pausePart,
  planPart,
  runPart,
} from '#lib/tracking/progress/course/queries.ts'
import { readCourse } from '#lib/tracking/progress/course/rules.ts'
import type { CourseRow } from '#lib/tracking/progress/course/schema.ts'
import { latestMean, sevenDayMean, worstOfDays } from '#lib/tracking/progress/pain/rules.ts'
import { isoDay } from '#lib/tracking/progress/series/rules.ts'
import { teamCaseSql } from './policy.ts'
import { filterRows, flagConcern, groupOf, orderedFindings, tabCounts } from './rules.ts'
import type { CaseloadRow, CaseloadSearch, CaseloadView, Concern } from './schema.ts'

const painDays = 56

type Row = CourseRow & {
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
  lastLog: number | null
  /** JSON `[flag or alert, id, urgency or severity, answered]`. */
  findings: string | null
}

type FindingText = [kind: 'flag' | 'alert', id: string, grade: string, answered: boolean]

/**
 * Every open case of the physio's teams in one statement: what is counted per case is read along the index
 * (clinicId, caseId, logDate) and only 8 weeks back, so that older entries cost nothing.
 */
const caseloadRows = (tx: Tx, actor: Actor, now: Date): Promise<Row[]> => tx.$queryRaw<Row[]>`
  SELECT c.id AS "caseId", c.side, c.complaint, c.status, c.name, c.number, c.born, c.today, c.review, t.id AS "leadId",
    t.name AS "leadName", k."lastLog", f.findings, ${courseColumns}
  FROM (SELECT c.id, c."clinicId", c.side::text AS side, c.complaint, c.status::text AS status, z.zone,
          p."fullName" AS name, p.number, p."dateOfBirth" - DATE '1970-01-01' AS born,
          (${now}::timestamptz AT TIME ZONE z.zone)::date - DATE '1970-01-01' AS today,
          c."nextReviewOn" - DATE '1970-01-01' AS review
        FROM "Case" c
        JOIN "Patient" p ON p."clinicId" = c."clinicId" AND p.id = c."patientId"
        CROSS JOIN LATERAL (SELECT COALESCE(p."timeZone", ${actor.timeZone}) AS zone) z
        WHERE ${teamCaseSql(actor)} AND c.status IN ('open', 'on_hold')) c
  LEFT JOIN LATERAL (SELECT a.id, a.name FROM "CareTeamMember" m JOIN "Account" a ON a."clinicId" = m."clinicId" AND a.id = m."accountId"
    WHERE m."clinicId" = c."clinicId" AND m."caseId" = c.id AND m.role = 'lead' AND m."removedAt" IS NULL) t ON true
  CROSS JOIN LATERAL (SELECT GREATEST(
    (SELECT x."logDate" FROM "PainScore" x WHERE x."clinicId" = c."clinicId" AND x."caseId" = c.id AND x."supersededAt" IS NULL
       AND x."withdrawnAt" IS NULL ORDER BY x."logDate" DESC LIMIT 1),
    (SELECT x."logDate" FROM "SessionLog" x WHERE x."clinicId" = c."clinicId" AND x."caseId" = c.id AND x."supersededAt" IS NULL
       AND x."withdrawnAt" IS NULL ORDER BY x."logDate" DESC LIMIT 1),
    (SELECT x."logDate" FROM "RunLog" x WHERE x."clinicId" = c."clinicId" AND x."caseId" = c.id AND x."supersededAt" IS NULL
       AND x."withdrawnAt" IS NULL ORDER BY x."logDate" DESC LIMIT 1)) - DATE '1970-01-01' AS "lastLog") k
  CROSS JOIN LATERAL (SELECT json_agg(json_build_array(y.kind, y.id, y.grade, y.answered))::text AS findings FROM (
    SELECT 'flag' AS kind, x."flagId" AS id, x.urgency::text AS grade, x."respondedAt" IS NOT NULL AS answered
    FROM "RedFlag" x WHERE x."clinicId" = c."clinicId" AND x."caseId" = c.id AND x."resolvedAt" IS NULL AND x."supersededAt" IS NULL
    UNION ALL
    SELECT 'alert', x."alertId", x.severity::text, x."acknowledgedAt" IS NOT NULL
    FROM "Alert" x WHERE x."clinicId" = c."clinicId" AND x."caseId" = c.id AND x."closedAt" IS NULL) y) f
  ${painPart(painDays + 6)} ${runPart(16)} ${donePart(16)} ${planPart(16)} ${pausePart}`

function rowOf(row: Row): CaseloadRow {
  const { today } = row
  const { course, scores } = readCourse(row)
  const pain = worstOfDays(scores, today - painDays - 5, today)
  const mean = latestMean(sevenDayMean(pain))
  const found = row.findings === null ? [] : (JSON.parse(row.findings) as FindingText[])
  const findings = orderedFindings(
    found
      .filter(([kind]) => kind === 'flag')
      .map(([, id, grade, answered]) => ({ id, concern: flagConcern(grade, answered), answered })),
    found
      .filter(([kind]) => kind === 'alert')
      .map(([, id, grade, answered]) => ({ id, concern: grade as Concern, answered })),
  )
  const paused =
    row.status === 'on_hold' ||
    course.paused.some(({ to }) => to === null) ||
    course.blocks.some(({ block, to }) => block === 'programme' && to === null)
  const shown = {
    findings,
    mean,
    review: row.review === null ? null : row.review - today,
    daysSinceLog: row.lastLog === null ? null : Math.max(0, today - row.lastLog),
    programDay: course.plan ? today - course.plan.activatedOn + 1 : null,
  }
  return {
    ...shown,
    caseId: row.caseId,
    name: row.name,
    number: row.number,
    age: ageOn(isoDay(row.born), isoDay(today)),
    side: row.side,
    complaint: row.complaint,
    status: row.status,
    pain: pain.slice(-painDays),
    done: adherenceOf(lastFortnight(course, today)).items.value,
    paused,
    reviewOn: row.review === null ? null : isoDay(row.review),
    lead: row.leadId === null ? null : { id: row.leadId, name: row.leadName ?? '' },
    group: groupOf(shown),
  }
}

/** The physio's open cases as the address asks for them. Throws NotFound for anybody else. */
export function caseload(actor: Actor, search: CaseloadSearch, now: Date): Promise<CaseloadView> {
  return asActor(actor, async (tx) => {
    if (!isPhysio(actor)) throw new NotFound('caseload')
    const all = (await caseloadRows(tx, actor, now)).map(rowOf)
    const rows = filterRows(all, search, actor.accountId)
    await recordAudit(tx, actor, { type: 'caseload.read', data: { rows: rows.length } })
    const leads = new Map(all.flatMap(({ lead }) => (lead ? [[lead.id, lead.name] as const] : [])))
    return {
      rows,
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
