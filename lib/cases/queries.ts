import 'server-only'
import type { Actor } from '#lib/access/actor.ts'
import { recordAudit } from '#lib/audit/commands.ts'
import type { Block, Urgency } from '#lib/content/flags/types.ts'
import { type Day, dayIn, fullDayText, nearDayText } from '#lib/dates.ts'
import { readAs, type Tx } from '#lib/db/as-actor.ts'
import { NotFound } from '#lib/errors.ts'
import { blockLevel, stateOf, unresolvedLevel } from '#lib/flags/history/rules.ts'
import { flagsBearingSql } from '#lib/flags/responses/policy.ts'
import { screenFormsSql } from '#lib/flags/screen/policy.ts'
import { newestScreen, type ScreenForm } from '#lib/flags/screen/rules.ts'
import { cleanAnswers } from '#lib/intake/answers/rules.ts'
import type { Answers } from '#lib/intake/answers/schema.ts'
import { standingConsentsSql } from '#lib/intake/consents/policy.ts'
import { type Consents, consentsOf, type StandingAnswers } from '#lib/intake/consents/rules.ts'
import { allergiesOf } from '#lib/intake/record/rules.ts'
import { limitRowsSql } from '#lib/limits/values/queries.ts'
import { type LimitRow, limitValues } from '#lib/limits/values/rules.ts'
import { ageText, birthsOf, isMinorOn, type RecordedBirth, withRecord } from '#lib/patients/births/rules.ts'
import { type Contacts, contactsOf } from '#lib/patients/contacts/rules.ts'
import { type AccountState, type Reach, reachOf } from '#lib/patients/reach/rules.ts'
import { Prisma } from '#prisma/generated/client.ts'
import type { Correction } from './change/schema.ts'
import { readableCaseSql } from './policy.ts'
import {
  type BannerSafetyView,
  bannerSafety,
  caseWeek,
  firstReviewOn,
  isClosed,
  type ToldInLogs,
} from './rules.ts'
import { type CaseSide, type CaseStatus, caseStatusWords } from './schema.ts'
import { type TeamRow, teamToken } from './team/rules.ts'

export type TeamMemberView = { id: string; name: string; role: TeamRow['role'] }

/** What every page of a case needs: whose record it is, what is dangerous, what may be done. Plain JSON. */
export type CaseFrame = {
  caseId: string
  patientId: string
  intakeId: string | null
  /** The dates of birth that count, that of the record first: two while the form names another one. */
  births: Day[]
  /** What somebody who does not treat her made of her e-mail address, and nobody who does has looked at yet. */
  newAddress: { email: string | null } | null
  /** As they stand, of all her treatments; null: not answered. */
  consents: Consents
  banner: {
    name: string
    ageAndSex: string
    born: string
    number: string
    side: CaseSide
    complaint: string
    safety: BannerSafetyView
    allergies: string[]
    facts: { label: string; value: string }[]
  }
  safety: {
    blockLevel: Block
    unresolvedLevel: Urgency | 'none'
    screenComplete: boolean
    screenCurrent: boolean
  }
  status: CaseStatus
  version: number
  /** Days in the patient's zone. */
  today: Day
  openedOn: Day
  nextReviewOn: Day | null
  /** The next review, were the case to begin today. */
  firstReviewOn: Day
  /** Of side and complaint, the oldest first. */
  corrections: Correction[]
  zone: string
  contacts: Contacts
  reach: Reach
  team: TeamMemberView[]
  teamToken: string
  onTeam: boolean
  leads: boolean
  mayWrite: boolean
  brokenGlass: { until: string } | null
}

type Row = {
  id: string
  patientId: string
  intakeId: string | null
  complaint: string
  side: CaseSide
  status: CaseStatus
  version: number
  openedOn: Day
  nextReviewOn: Day | null
  corrections: Correction[]
  name: string
  number: number
  birth: RecordedBirth
  sex: string | null
  phone: string | null
  email: string | null
  addressChangedAt: Date | null
  account: AccountState | null
  guardianName: string | null
  guardianPhone: string | null
  phoneAt: Date | null
  guardianAt: Date | null
  /** When the form was sent that the case came out of. */
  toldAt: Date | null
  zone: string
  team: { row: string; id: string; name: string; role: TeamRow['role'] }[]
  flags: {
    flagId: string
    urgency: Urgency
    responded: boolean
    resolvedAt: string | null
    supersededAt: string | null
  }[]
  /** The newest five, and the one that the case came out of; newest first. */
  forms: ScreenForm[]
  standing: StandingAnswers
  glassUntil: string | null
  told: ToldInLogs
  limits: LimitRow[] | null
}

/**
 * Rows by the transaction that read them: a page and the layout around it ask for the same one, in the same moment. Whoever
 * asks once more after a write of the same transaction is given the row from before it.
 */
const rowsReadBy = new WeakMap<Tx, Map<string, Promise<Row | undefined>>>()

function frameRow(tx: Tx, actor: Actor, caseId: string, now: Date): Promise<Row | undefined> {
  const known = rowsReadBy.get(tx) ?? new Map<string, Promise<Row | undefined>>()
  rowsReadBy.set(tx, known)
  const row = known.get(caseId) ?? readRow(tx, actor, caseId, now)
  known.set(caseId, row)
  return row
}

async function readRow(tx: Tx, actor: Actor, caseId: string, now: Date): Promise<Row | undefined> {
  const accountId = actor.kind === 'account' ? actor.accountId : null
  const [row] = await tx.$queryRaw<Row[]>`
    SELECT c.id, c."patientId", c."intakeId", c.complaint, c.side::text AS side, c.status::text AS status, c.version,
      to_char(c."openedAt" AT TIME ZONE z.zone, 'YYYY-MM-DD') AS "openedOn", to_char(c."nextReviewOn", 'YYYY-MM-DD') AS "nextReviewOn",
      p."fullName" AS name, p.number, to_json(p."dateOfBirth" || p."notBornOn") AS birth, p."sexAtBirth" AS sex, p.phone, p.email, p."addressChangedAt", p."guardianName", p."guardianPhone", p."phoneAt", p."guardianAt", z.zone,
      (SELECT i."submittedAt" FROM "Intake" i WHERE i."clinicId" = c."clinicId" AND i.id = c."intakeId") AS "toldAt",
      (SELECT a.status::text FROM "Account" a WHERE a."clinicId" = p."clinicId" AND a.id = p."accountId") AS account,
      COALESCE((SELECT jsonb_agg(jsonb_build_object('row', m.id, 'id', a.id, 'name', a.name, 'role', m.role) ORDER BY m.role, m."addedAt")
        FROM "CareTeamMember" m JOIN "Account" a ON a."clinicId" = m."clinicId" AND a.id = m."accountId"
        WHERE m."clinicId" = c."clinicId" AND m."caseId" = c.id AND m."removedAt" IS NULL), '[]') AS team,
      COALESCE((SELECT jsonb_agg(jsonb_build_object('flagId', f."flagId", 'urgency', f.urgency, 'resolvedAt', f."resolvedAt",
          'responded', f."respondedAt" IS NOT NULL, 'supersededAt', f."supersededAt"))
        FROM ${flagsBearingSql}), '[]') AS flags,
      ${screenFormsSql(Prisma.sql`z.zone`)} AS forms,
      COALESCE((SELECT jsonb_agg(jsonb_build_object('at', x.at, 'on', to_char(x.at AT TIME ZONE z.zone, 'YYYY-MM-DD'),
          'from', jsonb_build_object('complaint', x."fromComplaint", 'side', x."fromSide"),
          'to', jsonb_build_object('complaint', x."toComplaint", 'side', x."toSide")) ORDER BY x.at, x.id)
        FROM "CaseChange" x WHERE x."clinicId" = c."clinicId" AND x."caseId" = c.id
          AND (x."fromSide" <> x."toSide" OR x."fromComplaint" <> x."toComplaint")), '[]') AS corrections,
      (SELECT jsonb_build_object('injured', t.injured, 'severe', t.severe, 'alerts', COALESCE((SELECT jsonb_agg(jsonb_build_object(
            'id', a."alertId", 'answered', a."acknowledgedAt" IS NOT NULL, 'injury', COALESCE(a.inputs -> 'log_safety' ? 'new_injury', false)))
          FROM "Alert" a WHERE a."clinicId" = c."clinicId" AND a."caseId" = c.id AND a.severity = 'urgent' AND a."closedAt" IS NULL), '[]'))
        FROM stands_in_any_treatment(c.id, z.zone, (${now}::timestamptz AT TIME ZONE z.zone)::date) t) AS told,
      ${standingConsentsSql(Prisma.sql`c."patientId"`)} AS standing,
      (SELECT max(g."expiresAt") FROM "BreakGlass" g WHERE g."clinicId" = c."clinicId" AND g."caseId" = c.id
         AND g."accountId" = ${accountId}::uuid AND g."expiresAt" > ${now})::text AS "glassUntil",
      ${limitRowsSql(Prisma.sql`c."clinicId"`)} AS limits
    FROM "Case" c JOIN "Patient" p ON p."clinicId" = c."clinicId" AND p.id = c."patientId"
    CROSS JOIN LATERAL (SELECT COALESCE(p."timeZone", ${actor.timeZone}) AS zone) z
    WHERE c.id = ${caseId}::uuid AND ${readableCaseSql(actor, now)}`
  return row
}

/**
 * The frame of a case page in one statement, inside the transaction of the page's own query. `page` goes into the audit;
 * null when the page's query writes that row itself. Throws NotFound for whoever may not read the case.
 */
export async function readCaseFrame(
  tx: Tx,
  actor: Actor,
  caseId: string,
  page: string | null,
  now: Date,
): Promise<CaseFrame & { answers: Answers }> {
  const accountId = actor.kind === 'account' ? actor.accountId : null
  const row = await frameRow(tx, actor, caseId, now)
  if (!row) throw new NotFound('case')
  const onTeam = row.team.some((member) => member.id === accountId)
  if (page !== null) {
    await recordAudit(tx, actor, {
      type: 'case.read',
      patientId: row.patientId,
      caseId: row.id,
      data: { page, brokenGlass: !onTeam },
    })
  }
  return frameOf(row, accountId, onTeam, now)
}

const dateOf = (at: Date | null): Date | null => at && new Date(at)

function frameOf(
  row: Row,
  accountId: string | null,
  onTeam: boolean,
  now: Date,
): CaseFrame & { answers: Answers } {
  const today = dayIn(row.zone, now)
  const limits = limitValues(row.limits ?? [])
  const screen = newestScreen(row.forms, row.birth, today, limits)
  // The oldest form is the intake: what the patient told once stands there.
  const answers = withRecord(cleanAnswers(row.forms.at(-1)?.answers), row.birth)
  const births = birthsOf(answers.date_of_birth, row.birth)
  const flags = row.flags.map((flag) => ({
    flagId: flag.flagId,
    state: stateOf(flag),
    urgency: flag.urgency,
    responded: flag.responded,
  }))
  const lead = row.team.find((member) => member.role === 'lead')
  const allergies = allergiesOf(answers)
  const closed = isClosed(row.status)
  return {
    caseId: row.id,
    patientId: row.patientId,
    intakeId: row.intakeId,
    births,
    newAddress: row.addressChangedAt ? { email: row.email } : null,
    consents: consentsOf(answers, row.standing),
    banner: {
      name: row.name,
      ageAndSex: [ageText(births, today), row.sex].filter(Boolean).join(', '),
      born: `born ${births.map((born) => fullDayText(born)).join(' or ')}`,
      number: `SW-${row.number}`,
      side: row.side,
      complaint: row.complaint,
      safety: bannerSafety(flags, screen.complete, row.told),
      allergies: allergies ? [`Allergies: ${allergies}`] : [],
      facts: [
        {
          label: 'Case',
          value: closed
            ? caseStatusWords[row.status]
            : `${caseStatusWords[row.status]}, week ${caseWeek(row.openedOn, today)}`,
        },
        { label: 'Lead', value: lead?.name ?? 'Nobody' },
        ...(closed
          ? []
          : [
              {
                label: 'Next review',
                value: row.nextReviewOn ? nearDayText(row.nextReviewOn, today) : 'Not planned',
              },
            ]),
      ],
    },
    safety: {
      blockLevel: blockLevel(flags, { safetyScreenIncomplete: !screen.complete }),
      unresolvedLevel: unresolvedLevel(flags),
      screenComplete: screen.complete,
      screenCurrent: screen.current,
    },
    status: row.status,
    version: row.version,
    today,
    openedOn: row.openedOn,
    nextReviewOn: row.nextReviewOn,
    firstReviewOn: firstReviewOn(today, limits),
    corrections: row.corrections,
    zone: row.zone,
    contacts: contactsOf(
      { ...row, phoneAt: dateOf(row.phoneAt), guardianAt: dateOf(row.guardianAt) },
      row.toldAt ? { answers, at: new Date(row.toldAt) } : null,
      { minor: isMinorOn(births, today), emergency: unresolvedLevel(flags) === 'emergency' },
    ),
    reach: reachOf(row.account, row.email),
    team: row.team.map(({ id, name, role }) => ({ id, name, role })),
    teamToken: teamToken(row.team.map(({ row: id }) => ({ id }))),
    onTeam,
    leads: lead !== undefined && lead.id === accountId,
    mayWrite: onTeam && !closed,
    brokenGlass: onTeam || row.glassUntil === null ? null : { until: row.glassUntil },
    answers,
  }
}

/** The frame alone, for a page whose own query runs beside it. */
export async function caseFrame(
  actor: Actor,
  caseId: string,
  page: string | null,
  now: Date,
): Promise<CaseFrame> {
  const { answers: _, ...frame } = await readAs(actor, (tx) => readCaseFrame(tx, actor, caseId, page, now))
  return frame
}
