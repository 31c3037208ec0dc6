import 'server-only'
import type { Actor } from '#lib/access/actor.ts'
import { fullContext, type Person, putRight, storedContext } from '#lib/assessment/context/rules.ts'
import { measuredValues } from '#lib/assessment/measured/rules.ts'
import { type MinimumRow, minimumRows } from '#lib/assessment/minimum/rules.ts'
import { newestOf, type Recorded } from '#lib/assessment/newest/rules.ts'
import { namedFindings } from '#lib/assessment/rules.ts'
import { ofCaseSql } from '#lib/cases/policy.ts'
import type { CaseStatus } from '#lib/cases/schema.ts'
import type { Limits } from '#lib/content/limits/index.ts'
import { type Day, dayIn, fromDbDate } from '#lib/dates.ts'
import type { Tx } from '#lib/db/as-actor.ts'
import { NotFound } from '#lib/errors.ts'
import { safetyScreen } from '#lib/flags/screen/rules.ts'
import { cleanAnswers, intakeValues } from '#lib/intake/answers/rules.ts'
import type { Answers } from '#lib/intake/answers/schema.ts'
import { toldIn } from '#lib/intake/told/queries.ts'
import { limitRowsSql } from '#lib/limits/values/queries.ts'
import { type LimitRow, limitValues } from '#lib/limits/values/rules.ts'
import { birthsOf, withRecord } from '#lib/patients/births/rules.ts'
import type { RuleValues } from '#lib/rules/registry.ts'
import { countsSql, madeAtSql } from '#lib/tracking/entries/policy.ts'
import { Prisma } from '#prisma/generated/client.ts'
import { type AssessmentDocument, type CaseFindings, readDocument, type StoredContext } from './schema.ts'

/** The case that is examined, with what its findings are computed with. */
export type ExaminedCase = {
  clinicId: string
  patientId: string
  caseId: string
  status: CaseStatus
  zone: string
  /** The patient's day now. */
  today: Day
  openedOn: Day
  person: Person
  /** The dates of birth that count, now. */
  births: readonly Day[]
  /** Everything the forms of the case say, a newer answer over an older one, with derived values. */
  intake: RuleValues
  /** Those of its clinic. */
  limits: Limits
}

/** Reads the case behind `where` (of a policy). Throws NotFound when the actor does not reach it. */
export async function examinedCase(
  tx: Tx,
  caseId: string,
  where: Prisma.CaseWhereInput,
  now: Date,
): Promise<ExaminedCase> {
  const row = await tx.case.findFirst({
    where: { AND: [{ id: caseId }, where] },
    select: { clinicId: true, patientId: true, side: true, status: true, openedAt: true },
  })
  if (!row) throw new NotFound('case')
  const { side, status, openedAt, ...ids } = row
  const of = { ...ids, caseId }
  const [patient] = await tx.$queryRaw<
    { zone: string; sexAtBirth: Person['sexAtBirth']; limits: LimitRow[] | null }[]
  >`
    SELECT COALESCE(p."timeZone", k."timeZone") AS zone, p."sexAtBirth"::text AS "sexAtBirth",
      ${limitRowsSql(Prisma.sql`k.id`)} AS limits
    FROM "Patient" p JOIN "Clinic" k ON k.id = p."clinicId" WHERE p."clinicId" = ${of.clinicId}::uuid AND p.id = ${of.patientId}::uuid`
  if (!patient) throw new NotFound('case')
  const { zone, sexAtBirth } = patient
  const limits = limitValues(patient.limits ?? [])
  const today = dayIn(zone, now)
  const { intake, births } = await formValues(tx, of, today, limits)
  const age = intake.get('age_years')
  const ageYears = typeof age === 'number' ? age : null
  const days = { today, openedOn: dayIn(zone, openedAt) }
  return { ...of, status, zone, ...days, person: { side, ageYears, sexAtBirth }, births, intake, limits }
}

async function formValues(
  tx: Tx,
  of: { clinicId: string; patientId: string; caseId: string },
  today: Day,
  limits: Limits,
): Promise<{ intake: RuleValues; births: Day[] }> {
  const { forms, recorded } = await toldIn(tx, of)
  const read = forms.map((form) => ({ ...form, answers: withRecord(cleanAnswers(form.answers), recorded) }))
  const complete = read.findLast((form) => safetyScreen(form.answers, form.safetyOn, today, limits).complete)
  const inOrder = [...read, ...(await injuriesOf(tx, of))].toSorted((a, b) => a.at.getTime() - b.at.getTime())
  const answers: Answers = Object.assign(withRecord({}, recorded), ...inOrder.map((one) => one.answers))
  return {
    intake: intakeValues(answers, { today, limits, safetyAnsweredOn: complete?.safetyOn ?? null }),
    births: birthsOf(answers.date_of_birth, recorded),
  }
}

/**
 * What logs said of a new injury (clinical/red-flags.md 5): newer than the answer of a form, it is what rules read. An entry
 * that was put right is as old as it was.
 */
export async function injuriesOf(
  tx: Tx,
  of: { clinicId: string; caseId: string },
): Promise<{ id: string; on: Day; answers: Answers; at: Date }[]> {
  const told = Prisma.sql`${ofCaseSql('x', of)} AND ${countsSql('x')} AND 'new_injury' = ANY (x.safety)`
  const columns = Prisma.sql`x.id, to_char(x."logDate", 'YYYY-MM-DD') AS "on", x.injury, ${madeAtSql('x')} AS at`
  const logs = await tx.$queryRaw<{ id: string; on: Day; injury: unknown; at: Date }[]>`
    SELECT ${columns} FROM "SessionLog" x WHERE ${told} UNION ALL SELECT ${columns} FROM "RunLog" x WHERE ${told}
    UNION ALL SELECT ${columns} FROM "PainScore" x WHERE ${told}`
  return logs.map(({ injury, ...log }) => ({ ...log, answers: cleanAnswers(injury) }))
}

export type StoredAssessment = {
  id: string
  on: Day
  byId: string
  createdAt: Date
  signedAt: Date | null
  version: number
  document: AssessmentDocument
  /** Signed, it was entered in error; a draft was discarded. Nothing reads it but who opens it. */
  withdrawn: { at: Date; byId: string; reason: string } | null
}

/**
 * The assessments of a case, the withdrawn ones too, the oldest first; of more than 200 the newest. The caller has checked that the
 * actor reaches the case.
 */
export async function everyAssessment(
  tx: Tx,
  of: { clinicId: string; caseId: string },
): Promise<StoredAssessment[]> {
  const rows = await tx.assessment.findMany({
    where: { clinicId: of.clinicId, caseId: of.caseId },
    orderBy: [{ on: 'desc' }, { createdAt: 'desc' }, { id: 'desc' }],
    take: 200,
  })
  return rows.toReversed().map(({ findings, on, ...row }) => ({
    id: row.id,
    on: fromDbDate(on),
    byId: row.byId,
    createdAt: row.createdAt,
    signedAt: row.signedAt,
    version: row.version,
    document: readDocument(findings),
    withdrawn: row.withdrawnAt
      ? { at: row.withdrawnAt, byId: row.withdrawnById ?? '', reason: row.withdrawReason ?? '' }
      : null,
  }))
}

/** Those that count. */
export const assessmentsOf = async (
  tx: Tx,
  of: { clinicId: string; caseId: string },
): Promise<StoredAssessment[]> => (await everyAssessment(tx, of)).filter((one) => !one.withdrawn)

/** As of now for a draft; one that is signed or withdrawn keeps what it was computed with. */
export const contextNow = (one: StoredAssessment, target: ExaminedCase): StoredContext =>
  one.signedAt || one.withdrawn
    ? one.document.context
    : storedContext(target.person, target.intake, one.document.raw)

const statements = ['red_flags_reviewed', 'guardian_consent']

/** A statement counts once it is signed: in a draft nobody answers for it yet. */
export function measuredIn(one: StoredAssessment, target: ExaminedCase): RuleValues {
  const values = new Map(measuredValues(one.document.raw, contextNow(one, target).weightKg))
  if (!one.signedAt) for (const id of statements) values.delete(id)
  return values
}

/** Examinations before this one that were signed; what a draft says is not history yet. */
export const signedBefore = (all: readonly StoredAssessment[], one: StoredAssessment) =>
  all.filter((other) => other.signedAt && other.id !== one.id && all.indexOf(other) < all.indexOf(one))

/** What rules read about a case: measured ids with their newest recorded value, computed ids, and the side they are for. */
/** Each examination with what is computed from it by today's date of birth and sex. Oldest first. */
export function recordedOf(all: readonly StoredAssessment[], target: ExaminedCase): Recorded[] {
  const measured = new Map(all.map((one) => [one.id, measuredIn(one, target)]))
  const valuesOf = ({ id }: StoredAssessment): RuleValues => measured.get(id) ?? new Map()
  return all.map((one) => {
    const earlier = signedBefore(all, one).map(valuesOf)
    return {
      measured: valuesOf(one),
      context: fullContext(putRight(contextNow(one, target), target, one.on), target, earlier),
    }
  })
}

/** What rules read of the examinations of a case, drafts included, for the side that the case has now. */
export function newestFindings({
  all,
  target,
}: {
  all: readonly StoredAssessment[]
  target: ExaminedCase
}): CaseFindings {
  const newest = all.at(-1)
  if (!newest) return { values: new Map(), indexSide: null }
  const now = storedContext(target.person, target.intake, newest.document.raw)
  const { measured, computed } = newestOf(recordedOf(all, target), now)
  const known = namedFindings(computed).filter(([, value]) => value !== null)
  return { values: new Map([...measured, ...known]), indexSide: now.indexSide }
}

/** What was written down last of the guardian's consent, and when it was said. */
export type GuardianSaid = { yes: boolean; at: Date }

export type Minimum = CaseFindings & { rows: readonly MinimumRow[]; guardian: GuardianSaid | null }

function guardianSaid(all: readonly StoredAssessment[]): GuardianSaid | null {
  const said = all.flatMap(({ signedAt, document: { raw, guardian } }) =>
    signedAt && raw.guardian_consent !== undefined
      ? [{ yes: raw.guardian_consent === 'yes', at: guardian ? new Date(guardian.at) : signedAt }]
      : [],
  )
  return said.toSorted((a, b) => a.at.getTime() - b.at.getTime()).at(-1) ?? null
}

/** The minimum data set of a case, and answers and findings as they are known by now. The caller has checked the case. */
export async function minimumOf(
  tx: Tx,
  of: { clinicId: string; caseId: string },
  now: Date,
): Promise<Minimum> {
  const target = await examinedCase(tx, of.caseId, { clinicId: of.clinicId }, now)
  const all = await assessmentsOf(tx, target)
  const found = newestFindings({ all, target })
  const values = new Map([...target.intake, ...found.values])
  return {
    values,
    indexSide: found.indexSide,
    rows: minimumRows(values, found.indexSide, target.limits),
    guardian: guardianSaid(all),
  }
}

/** Names of the people who examined or signed. */
export async function namesOf(tx: Tx, actor: Actor, ids: readonly string[]): Promise<Map<string, string>> {
  const rows = await tx.account.findMany({
    where: { clinicId: actor.clinicId, id: { in: [...new Set(ids)] } },
    select: { id: true, name: true },
  })
  return new Map(rows.map((row) => [row.id, row.name]))
}
