import 'server-only'
import type { Actor } from '#lib/access/actor.ts'
import { isPhysio } from '#lib/access/actor.ts'
import { recordAudit } from '#lib/audit/commands.ts'
import { firstReviewOn, lastReviewDay } from '#lib/cases/rules.ts'
import { activePhysios } from '#lib/cases/team/policy.ts'
import { flagTitles, urgencyTitles } from '#lib/content/flags/titles.ts'
import type { Urgency } from '#lib/content/flags/types.ts'
import { dayIn, fromDbDate, spanText, timeText } from '#lib/dates.ts'
import { asActor, type Tx } from '#lib/db/as-actor.ts'
import { NotFound } from '#lib/errors.ts'
import {
  type FlagCardView,
  flagCards,
  type NotAssessedView,
  notAssessedFlags,
} from '#lib/flags/cards/queries.ts'
import { inputLabel } from '#lib/flags/cards/rules.ts'
import { isAlarming } from '#lib/flags/messages/rules.ts'
import { readableFlags } from '#lib/flags/responses/policy.ts'
import { safetyScreen } from '#lib/flags/screen/rules.ts'
import { cleanAnswers, intakeValues } from '#lib/intake/answers/rules.ts'
import { completeness } from '#lib/intake/completeness/rules.ts'
import { consentsBesideSql } from '#lib/intake/consents/policy.ts'
import { standingConsents } from '#lib/intake/consents/queries.ts'
import { consentsOf, type StandingAnswers, standingBeside } from '#lib/intake/consents/rules.ts'
import { intakeRecord } from '#lib/intake/record/rules.ts'
import { readLimits } from '#lib/limits/values/queries.ts'
import { ageText, birthsOf, isMinorOn, recordedBirth, withRecord } from '#lib/patients/births/rules.ts'
import { contactsOf } from '#lib/patients/contacts/rules.ts'
import { Prisma } from '#prisma/generated/client.ts'
import { answeredFactors, decidedView, takenBackViews } from './detail/rules.ts'
import type { TriageDetail } from './detail/schema.ts'
import { triageIntakes, waitingIntakeSql } from './policy.ts'
import { gravest, handText, inShort, overdueSince, suggestedCase } from './rules.ts'

export type TriageRow = {
  id: string
  patientName: string
  submitted: boolean
  onBehalf: boolean
  /** When it was sent, or last saved; and how long ago. */
  atText: string
  ageText: string
  assignee: { id: string; name: string; me: boolean } | null
  level: Urgency | null
  levelText: string | null
  /** A flag of the two gravest levels that nobody has answered. */
  urgent: boolean
  unanswered: number
  /** Since when somebody should have called back; null while nobody waits too long. */
  overdueText: string | null
  summary: string | null
  /** She has not agreed to be examined: somebody calls her before the visit. */
  callFirst: boolean
}

/** `left`: how many more wait, less urgent than these. */
export type TriageList = { rows: TriageRow[]; left: number; unfinished: number; urgent: number }

const MOST = 500

type StoredFlag = { flagId: string; urgency: Urgency; responded: boolean; dueAt: string | null }
type StoredRow = {
  id: string
  status: 'draft' | 'submitted' | 'referred'
  at: Date
  onBehalf: boolean
  assigneeId: string | null
  assigneeName: string | null
  patientName: string
  answers: Record<string, unknown> | null
  standing: StandingAnswers
  flags: StoredFlag[]
  /** How many wait in all. */
  waiting: number
}

/**
 * Unresolved flags of an intake (alias i), and which forms are here besides those that were sent: a draft with an alarming
 * flag at once, or one that is called back like those (2), with another urgent one 24 hours after the last save
 * (clinical/red-flags.md 1.8), and a form that was referred on, for an answer that came after that.
 */
const unresolved = Prisma.sql`f."clinicId" = i."clinicId" AND f."intakeId" = i.id AND f."resolvedAt" IS NULL AND f."supersededAt" IS NULL`
export const inInbox = (now: Date) => Prisma.sql`(i.status = 'submitted' OR (i.status = 'draft' AND EXISTS (
  SELECT 1 FROM "RedFlag" f WHERE ${unresolved} AND (f.urgency IN ('emergency', 'same_day') OR f."callBack"
    OR (f.urgency = 'urgent_referral' AND i."savedAt" <= ${new Date(now.getTime() - 86_400_000)}))))
  OR (i.status = 'referred' AND EXISTS (SELECT 1 FROM "RedFlag" f WHERE ${unresolved} AND f."respondedAt" IS NULL)))`

/** What waits for triage, most urgent first. One statement, whatever the number of rows, besides its audit row. */
export function triageList(actor: Actor, now: Date): Promise<TriageList> {
  return asActor(actor, async (tx) => {
    if (!isPhysio(actor)) throw new NotFound('intakes')
    const stored = await tx.$queryRaw<StoredRow[]>`
      SELECT i.id, i.status::text AS status, COALESCE(i."submittedAt", i."savedAt", i."createdAt") AS at,
        i."filledById" IS NOT NULL AND NOT i."sentByPatient" AS "onBehalf", i."assigneeId", s.name AS "assigneeName", p."fullName" AS "patientName",
        jsonb_build_object('pain_zone_main', a.answers->'pain_zone_main', 'symptom_weeks', a.answers->'symptom_weeks',
          'consent_assessment', a.answers->'consent_assessment') AS answers,
        ${consentsBesideSql(Prisma.sql`i."patientId"`)} AS standing,
        COALESCE((SELECT jsonb_agg(jsonb_build_object('flagId', f."flagId", 'urgency', f.urgency, 'responded', f."respondedAt" IS NOT NULL, 'dueAt', f."dueAt")
                    ORDER BY f.urgency, f."appointmentBy", f."dueAt", f."raisedAt") FROM "RedFlag" f WHERE ${unresolved}), '[]') AS flags,
        (count(*) OVER ())::int AS waiting
      FROM "Intake" i
      JOIN "Patient" p ON p."clinicId" = i."clinicId" AND p.id = i."patientId"
      LEFT JOIN "IntakeAnswers" a ON a."clinicId" = i."clinicId" AND a."intakeId" = i.id
      LEFT JOIN "Account" s ON s."clinicId" = i."clinicId" AND s.id = i."assigneeId"
      WHERE ${waitingIntakeSql(actor)} AND ${inInbox(now)}
      -- Of one urgency first who waits too long for an answer, then who has waited longest (clinical/red-flags.md 2).
      ORDER BY (SELECT min(f.urgency) FROM "RedFlag" f WHERE ${unresolved}) NULLS LAST,
        EXISTS (SELECT 1 FROM "RedFlag" f WHERE ${unresolved} AND f."respondedAt" IS NULL AND f."dueAt" < ${now}) DESC, at
      LIMIT ${MOST}`
    const unfinished = await tx.intake.count({ where: { ...triageIntakes(actor), status: 'draft' } })
    await recordAudit(tx, actor, { type: 'intake.list_read', data: { rows: stored.length } })
    const rows = stored.map((row) => rowView(actor, row, now))
    return {
      rows,
      left: (stored[0]?.waiting ?? 0) - stored.length,
      unfinished: Math.max(0, unfinished - stored.filter((row) => row.status === 'draft').length),
      urgent: rows.filter((row) => row.urgent).length,
    }
  })
}

function rowView(actor: Actor & { accountId: string }, row: StoredRow, now: Date): TriageRow {
  const [first] = row.flags
  const level = gravest(row.flags.map((flag) => flag.urgency))
  const overdue = overdueSince(row.flags, now)
  const waiting = row.flags.filter((flag) => !flag.responded)
  return {
    id: row.id,
    patientName: row.patientName,
    submitted: row.status !== 'draft',
    onBehalf: row.onBehalf,
    atText: timeText(row.at, actor.timeZone, now),
    ageText: spanText(row.at, now),
    assignee:
      row.assigneeId && row.assigneeName
        ? { id: row.assigneeId, name: row.assigneeName, me: row.assigneeId === actor.accountId }
        : null,
    level,
    levelText: level ? urgencyTitles[level] : null,
    urgent: waiting.some((flag) => isAlarming(flag.urgency)),
    unanswered: waiting.length,
    overdueText: overdue && timeText(overdue, actor.timeZone, now),
    callFirst: consentsOf(cleanAnswers(row.answers), row.standing).examination === 'no',
    summary: first ? (flagTitles[first.flagId] ?? null) : inShort(cleanAnswers(row.answers)),
  }
}

/** `flags`: what the answers raised, and what they could not say. */
export type TriageIntake = TriageDetail & { flags: FlagCardView[]; notAssessed: NotAssessedView[] }

/** What the page of an intake is drawn from, as it is stored. */
async function readIntake(tx: Tx, actor: Actor, intakeId: string) {
  const intake = await tx.intake.findFirst({
    where: { id: intakeId, ...triageIntakes(actor), status: { not: 'accepted' } },
    include: {
      patient: true,
      clinic: { select: { timeZone: true, consentAge: true } },
      answers: { select: { answers: true, safetyOn: true, consentAt: true } },
      referrals: {
        orderBy: { at: 'asc' },
        include: { by: { select: { name: true } }, takenBackBy: { select: { name: true } } },
      },
      assignee: { select: { id: true, name: true } },
      filledBy: { select: { name: true } },
      decidedBy: { select: { name: true } },
    },
  })
  if (!intake || intake.status === 'accepted') throw new NotFound('intake')
  return { ...intake, status: intake.status }
}

/** One intake that no case has come out of, for any physio of the clinic. Throws NotFound for any other. */
export function triageIntake(actor: Actor, intakeId: string, now: Date): Promise<TriageIntake> {
  return asActor(actor, async (tx) => {
    if (!isPhysio(actor)) throw new NotFound('intake')
    const intake = await readIntake(tx, actor, intakeId)
    const { patient, clinic } = intake
    const consentAge = intake.consentAge ?? clinic.consentAge
    const zone = patient.timeZone ?? clinic.timeZone
    const at = intake.submittedAt ?? intake.savedAt ?? intake.createdAt
    const day = dayIn(zone, at)
    const sent = cleanAnswers(intake.answers?.answers)
    const answers = withRecord(sent, recordedBirth(patient))
    const signedAt = intake.answers?.consentAt ?? null
    const standing = standingBeside(await standingConsents(tx, patient.id), { answers: sent, signedAt })
    const limits = await readLimits(tx, actor.clinicId)
    const values = intakeValues(answers, { today: day, limits })
    const own = { AND: [{ intakeId }, readableFlags(actor, now)] }
    const { cards: flags } = await flagCards(tx, actor, patient.id, own, now)
    const physios = await tx.account.findMany({
      where: activePhysios(actor, patient.id),
      select: { id: true, name: true },
      orderBy: { name: 'asc' },
    })
    await recordAudit(tx, actor, { type: 'intake.read', patientId: patient.id, subjectId: intake.id })
    const today = dayIn(zone, now)
    const answeredOn = intake.answers?.safetyOn ? fromDbDate(intake.answers.safetyOn) : day
    const screen = safetyScreen(answers, intake.submittedAt ? answeredOn : null, today, limits)
    const births = birthsOf(answers.date_of_birth, recordedBirth(patient))
    const record = intakeRecord(answers, { today: day, consentAge, limits })
    const suggestion = suggestedCase(answers)
    return {
      id: intake.id,
      patientId: patient.id,
      patientName: patient.fullName,
      ageAndSex: [ageText(births, today), patient.sexAtBirth ?? sexOf(answers)].filter(Boolean).join(', '),
      births,
      consents: consentsOf(answers, standing),
      number: `SW-${patient.number}`,
      contacts: contactsOf(
        patient,
        { answers, at },
        { minor: isMinorOn(births, today), emergency: flags.some(isEmergency) },
      ),
      side: suggestion.side,
      status: intake.status,
      atText: timeText(at, actor.timeZone, now),
      handText: handText(intake),
      assignee: intake.assignee ? { ...intake.assignee, me: intake.assignee.id === actor.accountId } : null,
      decided: decidedView(intake, actor.timeZone, now),
      takenBack: takenBackViews(intake.referrals, actor.timeZone, now),
      complete:
        intake.status === 'submitted' && completeness(sent, { today: day, consentAge, sent: true }).canSubmit,
      screen: { complete: screen.complete, missing: screen.missing.map(inputLabel), ageDays: screen.ageDays },
      flags,
      notAssessed: notAssessedFlags(values, limits),
      factors: answeredFactors(intakeId, answers, day, limits),
      record,
      suggestion: {
        ...suggestion,
        nextReviewOn: firstReviewOn(dayIn(actor.timeZone, now), limits),
        lastReviewOn: lastReviewDay(dayIn(actor.timeZone, now)),
      },
      physios,
      me: actor.accountId,
    }
  })
}

const isEmergency = ({ urgency, state }: FlagCardView): boolean =>
  urgency === 'emergency' && state === 'unresolved'

const textOf = (value: unknown): string | null => (typeof value === 'string' ? value : null)
const sexOf = (answers: ReturnType<typeof cleanAnswers>): string | null => textOf(answers.sex_at_birth)
