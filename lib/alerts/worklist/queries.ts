import 'server-only'
import { type Actor, isPhysio } from '#lib/access/actor.ts'
import { askingKinds, type Severity, severityWords } from '#lib/alerts/schema.ts'
import { recordAudit } from '#lib/audit/commands.ts'
import { readableCaseSql, teamCaseSql } from '#lib/cases/policy.ts'
import { alertTitle, breakGlassAlert, flagOverdueAlert } from '#lib/content/alerts/table.ts'
import { dayText, inSentence, spanText, timeText } from '#lib/dates.ts'
import { asActor, type Tx } from '#lib/db/as-actor.ts'
import { NotFound } from '#lib/errors.ts'
import { flagsBearingSql, waitingFlagSql } from '#lib/flags/responses/policy.ts'
import { cameSql } from '#lib/tracking/entries/waited/queries.ts'
import { Prisma } from '#prisma/generated/client.ts'
import { readSilence, silenceSql } from '../nightly/queries.ts'
import type { SilenceRow } from '../nightly/schema.ts'
import { alertStopsSql } from '../policy.ts'
import {
  actionElsewhere,
  type CardRow,
  cardOf,
  type EventRow,
  lineOf,
  pageSize,
  type WaitingRow,
  waitingFlagOf,
} from './rules.ts'
import type { AlertCard, AlertSearch, AlertViewName, ClosedCard, WaitingFlag, Worklist } from './schema.ts'

const today = (zone: string, now: Date) =>
  Prisma.sql`(${now}::timestamptz AT TIME ZONE COALESCE(p."timeZone", ${zone}))::date`
const snoozed = (zone: string, now: Date) =>
  Prisma.sql`COALESCE(a."snoozedUntil" > ${today(zone, now)}, false)`

/** Whom it is for: whom it was handed to while she is on the team, else the lead. `o` is the account. */
const owner = Prisma.sql`LEFT JOIN LATERAL (
  SELECT o.id, o.name FROM "CareTeamMember" m JOIN "Account" o ON o."clinicId" = m."clinicId" AND o.id = m."accountId"
  WHERE m."clinicId" = a."clinicId" AND m."caseId" = a."caseId" AND m."removedAt" IS NULL AND (m."accountId" = a."ownerId" OR m.role = 'lead')
  ORDER BY m."accountId" = a."ownerId" DESC NULLS LAST LIMIT 1) o ON true`

const from = Prisma.sql`FROM "Alert" a
  JOIN "Case" c ON c."clinicId" = a."clinicId" AND c.id = a."caseId"
  JOIN "Patient" p ON p."clinicId" = c."clinicId" AND p.id = c."patientId"`

const most = 50

/** How often it asked for somebody, of what the actor may read of it (`seenOf`). */
const askedSql = Prisma.sql`(SELECT count(*)::int FROM "AlertEvent" e
  WHERE e."clinicId" = a."clinicId" AND e."alertRowId" = a.id AND e.kind::text = ANY (${askingKinds}))`

/**
 * The red flags that logs raised behind an `al_red_flag`, as `b`: those that wait for an answer, of which `waitingFlagSql` leaves the
 * asking to it, the gravest first, then those answered since it opened.
 */
const behind = Prisma.sql`LEFT JOIN LATERAL (
  SELECT min(f.urgency) FILTER (WHERE f."respondedAt" IS NULL AND f."resolvedAt" IS NULL) AS urgency,
    json_agg(json_build_object('flagId', f."flagId", 'urgency', f.urgency, 'answered', f."respondedAt" IS NOT NULL OR f."resolvedAt" IS NOT NULL)
      ORDER BY f."respondedAt" IS NOT NULL OR f."resolvedAt" IS NOT NULL, f.urgency, f."raisedAt", f.id) AS flags
  FROM "RedFlag" f WHERE a."alertId" = 'al_red_flag' AND f."clinicId" = a."clinicId" AND f."caseId" = a."caseId"
    AND f.source = 'log' AND f."supersededAt" IS NULL
    AND ((f."respondedAt" IS NULL AND f."resolvedAt" IS NULL) OR GREATEST(f."raisedAt", f."saidAgainAt") >= a."openedAt")) b ON true`

/** Whether the clinic entered what an alert was last found in: then the patient read nothing about it. */
const enteredByClinic = Prisma.join(
  ['PainScore', 'RunLog', 'SessionLog'].map(
    (table) => Prisma.sql`EXISTS (SELECT 1 FROM ${Prisma.raw(`"${table}"`)} e
      WHERE e."clinicId" = a."clinicId" AND e.id = a."sourceId" AND e."onBehalf")`,
  ),
  ' OR ',
)

/** What happened to an alert (`a`), the oldest first: everything, or what people did. */
const eventsSql = (which = Prisma.sql`true`) => Prisma.sql`(
  SELECT json_agg(json_build_object('id', e.id, 'kind', e.kind, 'at', e.at, 'by', b.name, 'to', t.name, 'severity', e.severity,
    'text', e.text, 'until', to_char(e.until, 'YYYY-MM-DD')) ORDER BY e.at, e.id)
  FROM "AlertEvent" e LEFT JOIN "Account" b ON b."clinicId" = e."clinicId" AND b.id = e."byId"
  LEFT JOIN "Account" t ON t."clinicId" = e."clinicId" AND t.id = e."toId"
  WHERE e."clinicId" = a."clinicId" AND e."alertRowId" = a.id AND ${which})`

/** Open alerts of the cases that `allowed` names (`c` is "Case"), gravest first, an emergency before them, then the oldest. */
const cardRows = (
  tx: Tx,
  actor: Actor,
  allowed: Prisma.Sql,
  now: Date,
  offset = 0,
  most = pageSize,
) => tx.$queryRaw<CardRow[]>`
  SELECT a.id, a."alertId", a.severity::text AS severity, a."sourceId", a.rule, a."ruleSetVersion", a.inputs, a."openedAt", a."caseId", c.complaint,
    CASE WHEN a."alertId" = ${flagOverdueAlert} THEN (SELECT json_agg(json_build_array(f."flagId", f."raisedAt", COALESCE(f."dueAt", f."visitedAt")) ORDER BY f."raisedAt", f.id)
      FROM ${flagsBearingSql} AND f."respondedAt" IS NULL AND f."supersededAt" IS NULL AND COALESCE(f."dueAt", f."visitedAt") < ${now}) END AS overdue,
    (SELECT max(e.at) FROM "AlertEvent" e WHERE e."clinicId" = a."clinicId" AND e."alertRowId" = a.id AND e.kind IN ('raised', 'again')) AS "askedAt",
    c.side::text AS side, c.status::text AS status, p."fullName" AS name, p.number, to_char(${today(actor.timeZone, now)}, 'YYYY-MM-DD') AS today,
    ${askedSql} AS asked, ${cameSql(Prisma.sql`a."clinicId"`, Prisma.sql`a."sourceId"`)} AS came, b.flags, a."alertId" = 'al_pain_severe' AND (${enteredByClinic}) AS "byClinic",
    to_char(a."snoozedUntil", 'YYYY-MM-DD') AS "snoozedUntil", a."acknowledgedAt", k.name AS "acknowledgedBy", a.acknowledgement,
    ${eventsSql(Prisma.sql`e."byId" IS NOT NULL`)} AS done,
    CASE WHEN o.id IS NOT NULL THEN json_build_object('id', o.id, 'name', o.name) END AS owner,
    (SELECT json_build_object('by', b.name, 'reason', g.reason) FROM "BreakGlass" g
       JOIN "Account" b ON b."clinicId" = g."clinicId" AND b.id = g."accountId"
     WHERE a."alertId" = ${breakGlassAlert} AND g."clinicId" = a."clinicId" AND g.id = a."sourceId" AND ${teamCaseSql(actor)}) AS glass,
    (SELECT json_agg(json_build_object('id', t.id, 'name', t.name) ORDER BY t.name) FROM "CareTeamMember" m
       JOIN "Account" t ON t."clinicId" = m."clinicId" AND t.id = m."accountId" AND t.status = 'active'
         AND t.id IS DISTINCT FROM p."accountId"
     WHERE m."clinicId" = a."clinicId" AND m."caseId" = a."caseId" AND m."removedAt" IS NULL) AS team
  ${from}
  LEFT JOIN "Account" k ON k."clinicId" = a."clinicId" AND k.id = a."acknowledgedById"
  ${owner} ${behind}
  WHERE ${allowed} AND a."closedAt" IS NULL
  ORDER BY a.severity, LEAST(b.urgency, 'same_day'), a."openedAt", a.id LIMIT ${most} OFFSET ${offset}`

/** Red flags of cases of her teams that nobody has answered, gravest first, then the oldest; whose is the lead. */
async function waitingFlags(tx: Tx, actor: Actor, now: Date): Promise<WaitingFlag[]> {
  const rows = await tx.$queryRaw<WaitingRow[]>`
    SELECT f.id, f."flagId", f.urgency::text AS urgency, f."raisedAt",
      CASE WHEN f.source = 'log' THEN ${cameSql(Prisma.sql`f."clinicId"`, Prisma.sql`f."sourceId"`)} END AS came, c.id AS "caseId", c.complaint, c.side::text AS side,
      c.status::text AS status, p."fullName" AS name, p.number,
      (SELECT json_build_object('id', o.id, 'name', o.name) FROM "CareTeamMember" m
         JOIN "Account" o ON o."clinicId" = m."clinicId" AND o.id = m."accountId"
       WHERE m."clinicId" = c."clinicId" AND m."caseId" = c.id AND m."removedAt" IS NULL AND m.role = 'lead') AS owner
    FROM "Case" c JOIN "RedFlag" f ON ${waitingFlagSql}
    JOIN "Patient" p ON p."clinicId" = c."clinicId" AND p.id = c."patientId"
    WHERE ${teamCaseSql(actor)} ORDER BY f.urgency, f."raisedAt", f.id LIMIT ${most}`
  return rows.map((row) => waitingFlagOf(row, actor.timeZone, now))
}

type Counts = Record<AlertViewName, bigint> &
  SilenceRow & {
    notAsked: { caseId: string; day: string; name: string; number: number }[] | null
  }

/** The cases of her teams of which the rules could not be asked in the last night. */
const notAskedSql = (actor: Actor) => Prisma.sql`
  SELECT json_agg(json_build_object('caseId', c.id, 'day', to_char(r.day, 'YYYY-MM-DD'), 'name', p."fullName", 'number', p.number)
    ORDER BY p."fullName", c.id)
  FROM cases_not_asked() r JOIN "Case" c ON c.id = ANY (r.readable)
  JOIN "Patient" p ON p."clinicId" = c."clinicId" AND p.id = c."patientId"
  WHERE c."clinicId" = ${actor.clinicId}::uuid AND ${teamCaseSql(actor)}`

/** What waits for the physio across her cases. Throws NotFound for anybody else. */
export function alertWorklist(actor: Actor, search: AlertSearch, now: Date): Promise<Worklist> {
  return asActor(actor, async (tx) => {
    if (!isPhysio(actor)) throw new NotFound('alerts')
    const asleep = snoozed(actor.timeZone, now)
    const team = Prisma.sql`a."clinicId" = ${actor.clinicId}::uuid AND ${teamCaseSql(actor)}`
    const views: Record<AlertViewName, Prisma.Sql> = {
      mine: Prisma.sql`NOT ${asleep} AND o.id = ${actor.accountId}::uuid`,
      team: Prisma.sql`NOT ${asleep}`,
      snoozed: asleep,
    }
    const [counts] = await tx.$queryRaw<Counts[]>`
      SELECT count(*) FILTER (WHERE ${views.mine}) AS mine, count(*) FILTER (WHERE ${views.team}) AS team,
        count(*) FILTER (WHERE ${views.snoozed}) AS snoozed, (${notAskedSql(actor)}) AS "notAsked", ${silenceSql(now)}
      ${from} ${owner} WHERE ${team} AND a."closedAt" IS NULL`
    const count = (view: AlertViewName) => Number(counts?.[view] ?? 0)
    const found = count(search.view)
    const pages = Math.max(1, Math.ceil(found / pageSize))
    const page = Math.min(search.page, pages)
    const rows = await cardRows(
      tx,
      actor,
      Prisma.sql`${team} AND ${views[search.view]}`,
      now,
      (page - 1) * pageSize,
    )
    const flags = await waitingFlags(tx, actor, now)
    await recordAudit(tx, actor, { type: 'alert.list_read', data: { rows: rows.length + flags.length } })
    return {
      search,
      flags,
      found,
      page,
      pages,
      silence: readSilence(counts ?? { lastLook: null, urgentSince: null }, actor.timeZone, now),
      notAsked: (counts?.notAsked ?? []).map(({ day, number, ...one }) => ({
        ...one,
        number: `SW-${number}`,
        dayText: dayText(day),
      })),
      counts: { mine: count('mine'), team: count('team'), snoozed: count('snoozed') },
      cards: rows.map((row) => cardOf(row, actor.accountId, actor.timeZone, now)),
    }
  })
}

/** The open alerts of a case, snoozed ones last. In the transaction of a page that records the reading. */
export async function openAlertCards(tx: Tx, actor: Actor, caseId: string, now: Date): Promise<AlertCard[]> {
  const allowed = Prisma.sql`a."clinicId" = ${actor.clinicId}::uuid AND a."caseId" = ${caseId}::uuid AND ${readableCaseSql(actor, now)}`
  const accountId = actor.kind === 'account' ? actor.accountId : null
  const rows = await cardRows(tx, actor, allowed, now, 0, most)
  const cards = rows.map((row) => cardOf(row, accountId, actor.timeZone, now))
  return [...cards.filter((card) => !card.snoozedText), ...cards.filter((card) => card.snoozedText)]
}

/**
 * Open alerts that were told in another treatment of the patient and stop this one, of which the actor reads nothing else. For the
 * team of the case, which alone finds any.
 */
export async function stoppingAlertCards(
  tx: Tx,
  actor: Actor,
  patientId: string,
  caseId: string,
  now: Date,
): Promise<AlertCard[]> {
  const rows = await tx.$queryRaw<CardRow[]>`
    SELECT a.id, a."alertId", a.severity::text AS severity, a."sourceId", a.rule, a."ruleSetVersion",
      '{"log_safety": ["new_injury"]}'::jsonb AS inputs, NULL AS overdue, a."openedAt", a."caseId", '' AS complaint, '' AS side, 'open' AS status, p."fullName" AS name, p.number,
      to_char(${today(actor.timeZone, now)}, 'YYYY-MM-DD') AS today, NULL AS "snoozedUntil", a."acknowledgedAt", k.name AS "acknowledgedBy",
      NULL AS acknowledgement, NULL AS done, NULL AS owner, NULL AS team, NULL AS glass, ${askedSql} AS asked, NULL AS "askedAt", NULL AS came,
      NULL AS flags, false AS "byClinic"
    FROM "Alert" a JOIN "Patient" p ON p."clinicId" = a."clinicId" AND p.id = a."patientId"
    LEFT JOIN "Account" k ON k."clinicId" = a."clinicId" AND k.id = a."acknowledgedById"
    WHERE a."clinicId" = ${actor.clinicId}::uuid AND a."patientId" = ${patientId}::uuid AND a."caseId" <> ${caseId}::uuid
      AND ${alertStopsSql(actor)} ORDER BY a."openedAt", a.id LIMIT ${most}`
  return rows.map((row) => ({
    ...cardOf(row, null, actor.timeZone, now),
    elsewhere: true,
    action: actionElsewhere,
    snooze: null,
    others: [],
  }))
}

type ClosedRow = {
  id: string
  alertId: string
  severity: Severity
  openedAt: Date
  closedAt: Date
  outcome: string | null
  events: EventRow[] | null
}

/** The alerts of a case that were closed, the newest first, each with what happened to it. For a page as above. */
export async function closedAlertCards(
  tx: Tx,
  actor: Actor,
  caseId: string,
  now: Date,
): Promise<ClosedCard[]> {
  const rows = await tx.$queryRaw<ClosedRow[]>`
    SELECT a.id, a."alertId", a.severity::text AS severity, a."openedAt", a."closedAt", a.outcome,
      ${eventsSql()} AS events
    ${from}
    WHERE a."clinicId" = ${actor.clinicId}::uuid AND a."caseId" = ${caseId}::uuid AND ${readableCaseSql(actor, now)}
      AND a."closedAt" IS NOT NULL ORDER BY a."closedAt" DESC, a.id LIMIT ${most}`
  const zone = actor.timeZone
  return rows.map((row) => ({
    id: row.id,
    title: alertTitle(row.alertId),
    severityText: severityWords[row.severity],
    periodText: `Closed ${inSentence(timeText(row.closedAt, zone, now))}, open for ${spanText(row.openedAt, row.closedAt)}`,
    outcome: row.outcome ?? '',
    lines: (row.events ?? []).map((event) => lineOf(event, zone, now)),
  }))
}

/**
 * `open_alert_max` (clinical/review.md 5): the gravest open alert about the patient of a case, `none` without one. Snoozed
 * ones count: they are open. For rules in the transaction of whoever may read the case.
 */
export async function openAlertMax(
  tx: Tx,
  of: { clinicId: string; caseId: string },
): Promise<Severity | 'none'> {
  const row = await tx.alert.findFirst({
    where: { clinicId: of.clinicId, caseId: of.caseId, closedAt: null, alertId: { not: breakGlassAlert } },
    orderBy: { severity: 'asc' },
    select: { severity: true },
  })
  return row?.severity ?? 'none'
}

/** Whether an urgent alert is open in any treatment of hers; never which. The caller has checked the case. */
export async function urgentInAnyTreatment(tx: Tx, { caseId }: { caseId: string }): Promise<boolean> {
  const [row] = await tx.$queryRaw<{ urgent: boolean }[]>`
    SELECT urgent_in_any_treatment(${caseId}::uuid) AS urgent`
  return row?.urgent ?? true
}
