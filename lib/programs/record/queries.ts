import 'server-only'
import { minimumOf } from '#lib/assessment/record/queries.ts'
import type { Limits } from '#lib/content/limits/index.ts'
import type { Day } from '#lib/dates.ts'
import { dayIn } from '#lib/dates.ts'
import type { Tx } from '#lib/db/as-actor.ts'
import { NotFound } from '#lib/errors.ts'
import { patternValues } from '#lib/factors/patterns/queries.ts'
import { type CaseSafety, caseSafety } from '#lib/flags/queries.ts'
import { cleanAnswers, intakeValues } from '#lib/intake/answers/rules.ts'
import { toldIn } from '#lib/intake/told/queries.ts'
import { limitRowsSql } from '#lib/limits/values/queries.ts'
import { type LimitRow, limitValues } from '#lib/limits/values/rules.ts'
import { birthsOf, isMinorOn, type RecordedBirth, withRecord } from '#lib/patients/births/rules.ts'
import { type AccountState, type Reach, reachOf } from '#lib/patients/reach/rules.ts'
import { modifiersWith } from '#lib/programs/progression/modifiers/rules.ts'
import type { ToldKind } from '#lib/programs/progression/schema.ts'
import {
  type Careful,
  guardianConsents,
  guardianSigned,
  type PublishFacts,
} from '#lib/programs/publishing/rules.ts'
import type { RanBefore } from '#lib/programs/running/schema.ts'
import { countsInCaseSql } from '#lib/tracking/entries/policy.ts'
import { Prisma } from '#prisma/generated/client.ts'

/** The case that a program is for, with what decides about it. */
export type PrescribedCase = {
  clinicId: string
  patientId: string
  caseId: string
  status: 'open' | 'on_hold' | 'discharged' | 'referred'
  /** IANA zone of the patient. */
  timeZone: string
  /** The patient's day now. */
  today: Day
  patientName: string
  /** Where a message to the patient goes; null while she cannot sign in to read more. */
  email: string | null
  reach: Reach
  clinicName: string
  /** Answers of the intake by question id; empty without one. */
  answers: Record<string, unknown>
  recorded: RecordedBirth
  ran: RanBefore
  /** Those of its clinic. */
  limits: Limits
  /** What is told in other treatments and holds back the load in each. */
  heldElsewhere: readonly ToldKind[]
  /** Trains at the clinic, as said when the draft was begun; false without a program. */
  atClinic: boolean
  /** When the guardian signed the intake; null without such a signature. */
  guardianSignedAt: Date | null
  facts: Pick<PublishFacts, 'closed' | 'phones' | 'minor'>
}

type CaseRow = {
  zone: string
  name: string
  email: string | null
  account: AccountState | null
  clinic: string
  phones: PrescribedCase['facts']['phones']
  recorded: RecordedBirth
  answers: unknown
  consentAt: Date | null
  atClinic: boolean | null
  limits: LimitRow[] | null
  toldOn: Day | null
  lastOn: Day | null
  begunOn: Day | null
  held: ToldKind[] | null
}

const objectOf = (value: unknown): Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value) ? { ...value } : {}

/** Reads the case behind `where` (of a policy). Throws NotFound when the actor does not reach it. */
export async function prescribedCase(
  tx: Tx,
  caseId: string,
  where: Prisma.CaseWhereInput,
  now: Date,
): Promise<PrescribedCase> {
  const found = await tx.case.findFirst({
    where: { AND: [{ id: caseId }, where] },
    select: { clinicId: true, patientId: true, status: true },
  })
  if (!found) throw new NotFound('case')
  const { clinicId, patientId, status } = found
  const [row] = await tx.$queryRaw<CaseRow[]>`
    SELECT COALESCE(p."timeZone", k."timeZone") AS zone, COALESCE(p."preferredName", p."fullName") AS name, k.name AS clinic,
      COALESCE(a.email, p.email) AS email, a.status::text AS account, to_json(p."dateOfBirth" || p."notBornOn") AS recorded,
      json_build_object('phone', k.phone, 'emergencyNumber', k."emergencyNumber", 'outOfHoursPhone', k."outOfHoursPhone") AS phones,
      n.answers, n."consentAt", g."atClinic", to_char(g."activatedOn", 'YYYY-MM-DD') AS "begunOn",
      to_char(i."submittedAt" AT TIME ZONE COALESCE(p."timeZone", k."timeZone"), 'YYYY-MM-DD') AS "toldOn",
      (SELECT to_char(max(r."logDate"), 'YYYY-MM-DD') FROM "RunLog" r WHERE ${countsInCaseSql('r')}) AS "lastOn",
      (SELECT json_agg(t.kind) FROM load_held_elsewhere(c.id) t WHERE t.until IS NULL) AS held, ${limitRowsSql(Prisma.sql`c."clinicId"`)} AS limits
    FROM "Case" c JOIN "Patient" p ON p."clinicId" = c."clinicId" AND p.id = c."patientId" JOIN "Clinic" k ON k.id = c."clinicId"
    LEFT JOIN "Program" g ON g."clinicId" = c."clinicId" AND g."caseId" = c.id
    LEFT JOIN "Account" a ON a."clinicId" = p."clinicId" AND a.id = p."accountId"
    LEFT JOIN "Intake" i ON i."clinicId" = c."clinicId" AND i.id = c."intakeId"
    LEFT JOIN "IntakeAnswers" n ON n."clinicId" = c."clinicId" AND n."intakeId" = c."intakeId"
    WHERE c."clinicId" = ${clinicId}::uuid AND c.id = ${caseId}::uuid`
  if (!row) throw new NotFound('case')
  const { recorded, phones, consentAt } = row
  const today = dayIn(row.zone, now)
  const answers = objectOf(row.answers)
  const reach = reachOf(row.account, row.email)
  return {
    clinicId,
    patientId,
    caseId,
    status,
    today,
    answers,
    recorded,
    ran: { toldOn: row.toldOn, lastOn: row.lastOn, begunOn: row.begunOn },
    limits: limitValues(row.limits ?? []),
    heldElsewhere: row.held ?? [],
    atClinic: row.atClinic ?? false,
    guardianSignedAt: guardianSigned(answers, consentAt) ? consentAt : null,
    timeZone: row.zone,
    patientName: row.name,
    clinicName: row.clinic,
    reach,
    email: reach === 'account' ? row.email : null,
    facts: {
      closed: status === 'discharged' || status === 'referred',
      phones,
      minor: isMinorOn(birthsOf(answers.date_of_birth, recorded), today),
    },
  }
}

/** Rows of the minimum data set that publishing says in its own words. */
const saidElsewhere = ['safety', 'guardian']

/**
 * By the newest answer of any form of the case: what changed is told in a form before a review. The caller has checked
 * that the actor reaches the case.
 */
export async function carefulOf(tx: Tx, target: PrescribedCase): Promise<Careful> {
  const { forms, recorded, limits } = await toldIn(tx, target)
  const answers = Object.assign({}, ...forms.map((form) => cleanAnswers(form.answers)))
  const values = intakeValues(withRecord(answers, recorded), { today: target.today, limits })
  return modifiersWith(values, target.heldElsewhere)
}

/** What keeps exercises from being proposed. The caller has checked that the actor reaches the case. */
export async function keptBackOf(tx: Tx, target: PrescribedCase) {
  const { blockLevel: block } = await caseSafety(tx, target, target.today)
  return { spared: await carefulOf(tx, target), block }
}

/**
 * All that publishing asks about: the flags, the age of the safety answers, and before a program begins the minimum data
 * set (clinical/assessment.md 9).
 */
export async function publishFacts(
  tx: Tx,
  target: PrescribedCase,
  now: Date,
): Promise<PublishFacts & Pick<CaseSafety, 'unresolvedLevel'>> {
  const { clinicId, caseId, facts } = target
  const { blockLevel, unresolvedLevel, blocking, screen } = await caseSafety(tx, target, target.today)
  const begun = await tx.program.count({ where: { clinicId, caseId, activatedOn: { not: null } } })
  const { rows, guardian, values, indexSide } = await minimumOf(tx, target, now)
  const unmet = rows.filter(({ id, met }) => !met && !saidElsewhere.includes(id)).map(({ label }) => label)
  return {
    ...facts,
    guardianConsent: guardianConsents(target.guardianSignedAt, guardian),
    unexamined: begun > 0 ? [] : unmet,
    blockLevel,
    unresolvedLevel,
    blocking,
    screen,
    careful: await carefulOf(tx, target),
    examined: {
      values: new Map([...values, ...(await patternValues(tx, target)), ['block_level', blockLevel]]),
      indexSide,
    },
  }
}
