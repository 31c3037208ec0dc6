import type { DayNumber } from '#lib/dates.ts'
import 'server-only'
import type { Actor } from '#lib/access/actor.ts'
import { recordAudit } from '#lib/audit/commands.ts'
import { readableCaseSql } from '#lib/cases/policy.ts'
import { readAs, type Tx } from '#lib/db/as-actor.ts'
import { epoch } from '#lib/db/days.ts'
import { NotFound } from '#lib/errors.ts'
import { withRunRows } from '#lib/programs/progression/run-rows/queries.ts'
import { countsInCaseSql, madeAtSql } from '#lib/tracking/entries/policy.ts'
import type { DistanceUnit } from '#lib/tracking/run-logs/schema.ts'
import { Prisma } from '#prisma/generated/client.ts'
import {
  courseColumns,
  donePart,
  ownPausePart,
  painPart,
  pausePart,
  planPart,
  runPart,
  unwellPart,
} from './course/queries.ts'
import { type CourseData, readCourse } from './course/rules.ts'
import type { CourseRow } from './course/schema.ts'
import { ownCaseSql } from './policy.ts'
import { progressView, statesOfDays } from './rules.ts'
import type { ProgressView, Range, SessionState } from './schema.ts'

/** Days before today that a range needs: the week before it for the first mean, a fortnight for adherence. */
const daysNeeded = (range: Range) => (range === 'all' ? 100_000 : Math.max(16, 7 * Number(range) + 6))

type ProgressRow = CourseRow & {
  clinicId: string
  caseId: string
  timeZone: string
  patientId: string
  side: 'left' | 'right' | 'both'
  ended: boolean
  today: number
  openedOn: number
  onTeam: boolean
  unit: DistanceUnit | null
}

async function progressRow(
  tx: Tx,
  actor: Actor,
  target: { allowed: Prisma.Sql; pauses: typeof pausePart; first?: string | null },
  days: number,
  now: Date,
): Promise<ProgressRow | undefined> {
  const accountId = actor.kind === 'account' ? actor.accountId : null
  const [row] = await tx.$queryRaw<ProgressRow[]>`
    SELECT c."clinicId", c.id AS "caseId", c.zone AS "timeZone", c."patientId", c.side::text AS side, c.status NOT IN ('open', 'on_hold') AS ended, c.today, c."openedOn", c."onTeam",
      (SELECT x.unit FROM "RunLog" x WHERE ${countsInCaseSql('x')}
        ORDER BY x."logDate" DESC, ${madeAtSql('x')} DESC LIMIT 1)::text AS unit, ${courseColumns}
    FROM (SELECT c.id, c."clinicId", c."patientId", c."intakeId", c."openedAt", c."closedAt", c.side, c.status, z.zone,
            (${now}::timestamptz AT TIME ZONE z.zone)::date - ${epoch} AS today, (c."openedAt" AT TIME ZONE z.zone)::date - ${epoch} AS "openedOn",
            EXISTS (SELECT 1 FROM "CareTeamMember" m WHERE m."clinicId" = c."clinicId" AND m."caseId" = c.id
              AND m."accountId" = ${accountId}::uuid AND m."removedAt" IS NULL) AS "onTeam"
          FROM "Case" c
          JOIN "Patient" p ON p."clinicId" = c."clinicId" AND p.id = c."patientId"
          CROSS JOIN LATERAL (SELECT COALESCE(p."timeZone", ${actor.timeZone}) AS zone) z
          WHERE ${target.allowed}
          ORDER BY (c.id = ${target.first ?? null}::uuid) DESC NULLS LAST, (c.status IN ('open', 'on_hold')) DESC, c."openedAt" DESC LIMIT 1) c
    ${painPart(days, now)} ${runPart(days, now)} ${donePart(days, now)} ${unwellPart(days, now)} ${planPart(days)} ${target.pauses(days, now)}`
  return row
}

/** What the row says, with the weeks of the runs where these follow from the runs. `back`: a range, or days before today. */
async function dataOf(tx: Tx, row: ProgressRow, back: Range | number, now: Date): Promise<CourseData> {
  const data = readCourse(row)
  const since = row.today - (typeof back === 'number' ? back : daysNeeded(back))
  const of = { clinicId: row.clinicId, zone: row.timeZone }
  const shown = { caseId: row.caseId, today: row.today, since, course: data.course }
  const [course] = await withRunRows(tx, of, [shown], now)
  return { ...data, course: course ?? data.course }
}

/**
 * Pain, sessions and runs of a case in a range, for who may read the case. Throws NotFound. Records the reading, whether
 * behind broken glass or not.
 */
export function caseProgress(actor: Actor, caseId: string, range: Range, now: Date): Promise<ProgressView> {
  return readAs(actor, async (tx) => {
    const allowed = Prisma.sql`c.id = ${caseId}::uuid AND ${readableCaseSql(actor, now)}`
    const row = await progressRow(tx, actor, { allowed, pauses: pausePart }, daysNeeded(range), now)
    if (!row) throw new NotFound('case')
    await recordAudit(tx, actor, {
      type: 'case.read',
      patientId: row.patientId,
      caseId,
      data: { page: 'progress', brokenGlass: !row.onTeam },
    })
    const view = progressView(await dataOf(tx, row, range, now), row.today, range, row.openedOn)
    return { ...view, caseId, side: row.side }
  })
}

/**
 * A patient's own progress in the treatment that is asked for, else in her newest case, open before closed; null before there
 * is a case.
 */
export function ownProgress(
  actor: Actor,
  range: Range,
  now: Date,
  caseId: string | null = null,
): Promise<ProgressView | null> {
  return readAs(actor, async (tx) => {
    const target = { allowed: ownCaseSql(actor), pauses: ownPausePart, first: caseId }
    const row = await progressRow(tx, actor, target, daysNeeded(range), now)
    if (!row) return null
    await recordAudit(tx, actor, {
      type: 'own_record.read',
      patientId: row.patientId,
      caseId: row.caseId,
      data: { page: 'progress' },
    })
    const view = progressView(await dataOf(tx, row, range, now), row.today, range, row.openedOn)
    return { ...view, caseId: row.caseId, side: row.side, unit: row.unit ?? 'km', ended: row.ended }
  })
}

/**
 * The logs and the plan of a case from so many days before today, inside the transaction of a page's own query, which also
 * records the reading. Throws NotFound.
 */
export async function readCaseCourse(
  tx: Tx,
  actor: Actor,
  caseId: string,
  days: number,
  now: Date,
): Promise<CourseData> {
  const allowed = Prisma.sql`c.id = ${caseId}::uuid AND ${readableCaseSql(actor, now)}`
  const row = await progressRow(tx, actor, { allowed, pauses: pausePart }, days, now)
  if (!row) throw new NotFound('case')
  return dataOf(tx, row, days, now)
}

/** The same of the patient's own treatment; null where it is not hers. */
export async function ownCourse(
  tx: Tx,
  actor: Actor,
  caseId: string,
  days: number,
  now: Date,
): Promise<(CourseData & { today: DayNumber }) | null> {
  const allowed = Prisma.sql`c.id = ${caseId}::uuid AND ${ownCaseSql(actor)}`
  const row = await progressRow(tx, actor, { allowed, pauses: ownPausePart }, days, now)
  return row ? { ...(await dataOf(tx, row, days, now)), today: row.today } : null
}

/**
 * What came of each of a patient's own days from `from` to the end of this week: for the page of today, inside its
 * transaction, which also records the reading. Days without anything planned or done are left out.
 */
export async function readOwnDays(
  tx: Tx,
  actor: Actor,
  caseId: string,
  from: DayNumber,
  now: Date,
): Promise<ReadonlyMap<DayNumber, SessionState>> {
  const data = await ownCourse(tx, actor, caseId, 30, now)
  return data ? statesOfDays(data.course, from, data.today) : new Map()
}
