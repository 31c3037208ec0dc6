import 'server-only'
import { type AccountActor, type Actor, isPhysio, isStaff } from '#lib/access/actor.ts'
import { readAs } from '#lib/db/as-actor.ts'
import { waitingFlagSql } from '#lib/flags/responses/policy.ts'
import { waitingIntakeSql } from '#lib/intake/triage/policy.ts'
import { inInbox } from '#lib/intake/triage/queries.ts'
import { sendsMail } from '#lib/mail/queries.ts'
import { MAX_ATTEMPTS } from '#lib/mail/rules.ts'
import { managedRequestsSql } from '#lib/patients/requests/policy.ts'
import { Prisma } from '#prisma/generated/client.ts'

type Counts = {
  openCases: number
  intakes: number
  urgentIntakes: number
  alerts: number
  urgentAlerts: number
  /** When something urgent was last told or found of what is open, in milliseconds; 0 for nothing. It rises with each one. */
  urgentAt: number
  /** What patients asked about their record and nobody has done yet. */
  requests: number
  /** Messages that may still leave, and those refused of late. */
  unsent: number
}
type CountRow = {
  cases: bigint
  intakes: bigint
  urgent: bigint
  alerts: string
  flags: string
  requests: bigint
  unsent: number | null
}

const noCase = Prisma.sql`0::bigint AS cases, 0::bigint AS intakes, 0::bigint AS urgent, '0 0 0' AS alerts, '0 0 0' AS flags`

/** On the team and not its patient; `m` is the alias of "CareTeamMember". */
const mine = (actor: AccountActor): Prisma.Sql =>
  Prisma.sql`m."accountId" = ${actor.accountId}::uuid AND m."removedAt" IS NULL AND m."patientId" IS DISTINCT FROM ${actor.patientId}::uuid`

const urgentFlag = Prisma.sql`f.urgency IN ('emergency', 'same_day')`
/** The newest of them, or 0. */
const newest = (at: Prisma.Sql) => Prisma.sql`COALESCE(floor(extract(epoch FROM max(${at})) * 1000), 0)`
/** An alert that is open is asked for again with each further entry. */
const askedAt = Prisma.sql`CASE a.severity WHEN 'urgent' THEN GREATEST(a."openedAt", (SELECT max(e.at) FROM "AlertEvent" e
  WHERE e."clinicId" = a."clinicId" AND e."alertRowId" = a.id AND e.kind IN ('raised', 'again'))) END`

const caseCounts = (actor: AccountActor, now: Date): Prisma.Sql => Prisma.sql`
  (SELECT count(*) FROM "Case" c JOIN "CareTeamMember" m ON m."clinicId" = c."clinicId" AND m."caseId" = c.id
     AND ${mine(actor)}
   WHERE c."clinicId" = ${actor.clinicId}::uuid AND c.status IN ('open', 'on_hold')) AS cases,
  (SELECT count(*) FROM "Intake" i WHERE ${waitingIntakeSql(actor)} AND ${inInbox(now)}) AS intakes,
  (SELECT count(DISTINCT f."intakeId") FROM "Intake" i JOIN "RedFlag" f ON f."clinicId" = i."clinicId" AND f."intakeId" = i.id
     WHERE ${waitingIntakeSql(actor)} AND f.urgency IN ('emergency', 'same_day')
       AND f."respondedAt" IS NULL AND f."supersededAt" IS NULL) AS urgent,
  (SELECT count(*) || ' ' || count(*) FILTER (WHERE a.severity = 'urgent') || ' ' || ${newest(askedAt)} FROM "CareTeamMember" m
     JOIN "Alert" a ON a."clinicId" = m."clinicId" AND a."caseId" = m."caseId" AND a."closedAt" IS NULL
     JOIN "Patient" p ON p."clinicId" = a."clinicId" AND p.id = a."patientId"
   WHERE m."clinicId" = ${actor.clinicId}::uuid AND ${mine(actor)}
     AND (a."snoozedUntil" IS NULL
       OR a."snoozedUntil" <= (${now}::timestamptz AT TIME ZONE COALESCE(p."timeZone", ${actor.timeZone}))::date)) AS alerts,
  (SELECT count(*) || ' ' || count(*) FILTER (WHERE ${urgentFlag}) || ' ' || ${newest(Prisma.sql`CASE WHEN ${urgentFlag} THEN GREATEST(f."raisedAt", f."saidAgainAt") END`)}
   FROM "CareTeamMember" m
     JOIN "Case" c ON c."clinicId" = m."clinicId" AND c.id = m."caseId" JOIN "RedFlag" f ON ${waitingFlagSql}
   WHERE m."clinicId" = ${actor.clinicId}::uuid AND ${mine(actor)}) AS flags`

/**
 * The numbers beside the navigation, of a physio, an admin or both, in one statement. Snoozed alerts are not among them; the
 * red flags that stand above the alerts are.
 */
export async function clinicCounts(actor: Actor, now: Date): Promise<Counts> {
  if (!isStaff(actor))
    return {
      openCases: 0,
      intakes: 0,
      urgentIntakes: 0,
      alerts: 0,
      urgentAlerts: 0,
      urgentAt: 0,
      requests: 0,
      unsent: 0,
    }
  const [row] = await readAs(
    actor,
    (tx) => tx.$queryRaw<CountRow[]>`
      SELECT ${isPhysio(actor) ? caseCounts(actor, now) : noCase},
        (SELECT count(*) FROM "RecordRequest" r WHERE ${managedRequestsSql(actor)} AND r."doneAt" IS NULL) AS requests,
        (SELECT unsent FROM mail_stuck(${now}::timestamptz, ${MAX_ATTEMPTS}::int)) AS unsent`,
  )
  const [alerts = 0, urgentAlerts = 0, askedAt = 0] = (row?.alerts ?? '0 0 0').split(' ').map(Number)
  const [flags = 0, urgentFlags = 0, toldAt = 0] = (row?.flags ?? '0 0 0').split(' ').map(Number)
  return {
    openCases: Number(row?.cases ?? 0),
    intakes: Number(row?.intakes ?? 0),
    urgentIntakes: Number(row?.urgent ?? 0),
    alerts: alerts + flags,
    urgentAlerts: urgentAlerts + urgentFlags,
    urgentAt: Math.max(askedAt, toldAt),
    requests: Number(row?.requests ?? 0),
    unsent: sendsMail() ? (row?.unsent ?? 0) : 0,
  }
}
