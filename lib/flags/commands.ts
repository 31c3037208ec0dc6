import 'server-only'
import type { Actor } from '#lib/access/actor.ts'
import { recordAudit } from '#lib/audit/commands.ts'
import { type ClinicTimes, clinicCalendar } from '#lib/clinic/hours/rules.ts'
import { ruleSetVersion } from '#lib/content/flags/version.ts'
import type { Limits } from '#lib/content/limits/index.ts'
import { toDbDate } from '#lib/dates.ts'
import { onSafetyDuty, type Tx } from '#lib/db/as-actor.ts'
import { takeTurn } from '#lib/db/turns.ts'
import { NotFound } from '#lib/errors.ts'
import { newId } from '#lib/ids.ts'
import { onBehalfOf } from '#lib/intake/policy.ts'
import { limitRowsSql } from '#lib/limits/values/queries.ts'
import { type LimitRow, limitValues } from '#lib/limits/values/rules.ts'
import { answerMail } from '#lib/mail/rules.ts'
import { ownUrl } from '#lib/own-url.ts'
import type { RuleValues } from '#lib/rules/registry.ts'
import { Prisma } from '#prisma/generated/client.ts'
import type { FindingSource } from '#prisma/generated/enums.ts'
import { evaluateFlags, type FlagResult, limitsOfFlag, raised } from './evaluation/rules.ts'
import { firedAnswers, mergeFlags, promisesCall, type StoredFlag, stateOf } from './history/rules.ts'
import { type ClinicNumbers, type PatientMessages, patientMessages } from './messages/rules.ts'
import type { FlagSource, FlagSubject } from './schema.ts'
import { flagTarget } from './targets/rules.ts'

const triggersOf: Record<FindingSource, FlagSource> = {
  intake: 'intake',
  review_form: 'intake',
  assessment: 'assessment',
  log: 'log',
}

const nothing = { recordSuperseded: [], supersede: [], markChanged: [], clearChanged: [] } as const

/**
 * Evaluates the flags on `values`, with the limits of the clinic, and brings the stored ones up to date, in the transaction of
 * the answers themselves. Returns what the patient is to read, never which flag it was; null when nothing is raised. Values
 * as for `evaluateFlags`; flags are never deleted (clinical/red-flags.md 1).
 */
export async function raiseFlags(
  tx: Tx,
  actor: Actor,
  subject: FlagSubject,
  values: RuleValues,
  now: Date,
): Promise<{ messages: PatientMessages | null }> {
  const clinic = await readClinic(tx, actor.clinicId)
  const { limits } = clinic
  const results = evaluateFlags(values, triggersOf[subject.source], limits, subject.answered)
  await onSafetyDuty(tx, () => store(tx, actor, subject, { results, values, limits }, now, clinic))
  const ids = raised(results).map((result) => result.id)
  if (ids.length === 0) return { messages: null }
  const age = values.get('age_years')
  const messages = patientMessages(ids, clinic.numbers, {
    minor: typeof age === 'number' ? age < 18 : undefined,
    log: subject.source === 'log',
  })
  return { messages }
}

type ClinicRow = ClinicTimes & {
  numbers: ClinicNumbers
  limits: LimitRow[] | null
}

/** What the clinic's settings say to its flags. */
export async function readClinic(
  tx: Tx,
  clinicId: string,
): Promise<Omit<ClinicRow, 'limits'> & { limits: Limits }> {
  const [row] = await tx.$queryRaw<ClinicRow[]>`
    SELECT k."timeZone", k."openingHours", k."closedDays", json_build_object('clinicPhone', k.phone, 'emergencyNumber', k."emergencyNumber",
        'outOfHoursPhone', k."outOfHoursPhone") AS numbers, ${limitRowsSql(Prisma.sql`k.id`)} AS limits
    FROM "Clinic" k WHERE k.id = ${clinicId}::uuid`
  if (!row) throw new NotFound('clinic')
  return { ...row, limits: limitValues(row.limits ?? []) }
}

/** Who reads what comes back to the page, or whether that takes another page. */
function shownTo(actor: Actor, { patientId, onPage }: FlagSubject): 'patient' | 'page' | 'clinic' | 'nobody' {
  if (actor.kind === 'system') return 'nobody'
  if (onBehalfOf(actor, patientId) !== null) return 'clinic'
  return onPage ? 'page' : 'patient'
}

type Evaluated = { results: readonly FlagResult[]; values: RuleValues; limits: Limits }

async function store(
  tx: Tx,
  actor: Actor,
  subject: FlagSubject,
  { results, values, limits }: Evaluated,
  now: Date,
  clinic: ClinicTimes,
): Promise<void> {
  const { patientId, intakeId, caseId, source } = subject
  const sourceId = subject.sourceId ?? null
  // Two saves of one form at once take turns, so that neither raises what the other just did.
  await takeTurn(tx, 'flags', caseId ?? intakeId ?? patientId)
  const rows = await tx.redFlag.findMany({
    where: { clinicId: actor.clinicId, patientId, ...(caseId ? { caseId } : { intakeId }) },
    orderBy: { raisedAt: 'asc' },
  })
  const occasion = sourceId ?? intakeId ?? patientId
  const merged = mergeFlags(
    rows.map(
      (row): StoredFlag => ({
        id: row.id,
        flagId: row.flagId,
        state: stateOf(row),
        occasion: row.sourceId ?? row.intakeId ?? patientId,
        fired: row.inputs as StoredFlag['fired'],
        answerChanged: row.answerChangedAt !== null,
        calledBack: promisesCall(row) && row.respondedAt !== null,
        saidAgainIn: row.saidAgainIn,
      }),
    ),
    results,
    {
      occasion,
      values,
      ...(subject.answered ? { answered: subject.answered } : {}),
      ...(subject.confirmed ? { confirmed: subject.confirmed } : {}),
      ...(subject.repeats ? { repeats: subject.repeats } : {}),
    },
  )
  const changes = subject.refused ? { ...merged, ...nothing } : merged
  const calendar = clinicCalendar(clinic)
  const targetOf = (result: FlagResult) => {
    const { respondBy, appointmentBy, callBack } = flagTarget(result.id, result.time, now, calendar)
    return { dueAt: respondBy, appointmentBy: appointmentBy && toDbDate(appointmentBy), callBack }
  }
  const row = (result: FlagResult) => ({
    id: newId(),
    clinicId: actor.clinicId,
    patientId,
    intakeId,
    caseId,
    source,
    sourceId,
    flagId: result.id,
    urgency: result.flag.urgency,
    block: result.flag.block,
    raisedAt: now,
    ...targetOf(result),
    answerChangedAt: subject.refused ? now : null,
    ruleSetVersion,
    inputs: { ...firedAnswers(result) } as object,
    limits: limitsOfFlag(result.id, limits) ?? Prisma.DbNull,
    traces: result.traces.filter((trace) => trace.result === 'T') as object[],
    shownTo: shownTo(actor, subject),
  })
  const fresh = changes.raise.map(row)
  const covered = changes.recordSuperseded.map((result) => ({
    ...row(result),
    supersededBy: result.supersededBy.join(' '),
    supersededAt: now,
  }))
  if (fresh.length + covered.length > 0) await tx.redFlag.createMany({ data: [...fresh, ...covered] })
  for (const { id, by } of changes.supersede) {
    await tx.redFlag.updateMany({
      where: { id, clinicId: actor.clinicId },
      data: { supersededBy: by.join(' '), supersededAt: now },
    })
  }
  const mark = (ids: readonly string[], data: Prisma.RedFlagUpdateManyMutationInput) =>
    ids.length === 0
      ? null
      : tx.redFlag.updateMany({ where: { id: { in: [...ids] }, clinicId: actor.clinicId }, data })
  await mark(changes.markChanged, { answerChangedAt: now })
  await mark(changes.clearChanged, { answerChangedAt: null })
  await mark(changes.sayAgain, { saidAgainAt: now, saidAgainIn: occasion })
  if (fresh.length === 0) return
  await recordAudit(
    tx,
    actor,
    ...fresh.map((flag) => ({
      type: 'flag.raised' as const,
      patientId,
      caseId,
      subjectId: flag.id,
      data: { flagId: flag.flagId, urgency: flag.urgency },
    })),
  )
  if (fresh.some(({ callBack }) => callBack)) await callDuty(tx, actor, subject)
}

type Place = Pick<FlagSubject, 'patientId' | 'intakeId' | 'caseId' | 'refused'>

/** Writes to whoever is on duty, in the transaction that raises the flag. */
export async function callDuty(tx: Tx, actor: Actor, place: Place): Promise<void> {
  const { subject, text } = answerMail
  const url = `${ownUrl()}${await placeForDuty(tx, actor, place)}`
  await tx.$executeRaw`SELECT queue_duty_mail(${subject}, ${text}, ${[place.patientId]}::uuid[], ${[url]}::text[])`
}

/** Whether whoever is on duty was told in this transaction. */
export async function isDutyTold(tx: Tx): Promise<boolean> {
  const [row] = await tx.$queryRaw<{ told: boolean }[]>`
    SELECT COALESCE(current_setting('app.duty_told', true), '') = 'yes' AS told`
  return row?.told ?? false
}

/** What one transaction told whoever is on duty is not told again by a further one for the same entry. */
export const keepDutyTold = (tx: Tx) => tx.$executeRaw`SELECT set_config('app.duty_told', 'yes', true)`

/**
 * What whoever is on duty can open. Of a case that is the patient's page: from there its care team goes on, and everybody
 * else gives a reason first.
 */
async function placeForDuty(tx: Tx, actor: Actor, place: Place): Promise<string> {
  const { patientId, intakeId, caseId, refused } = place
  if (caseId) return `/patients/${patientId}`
  if (!refused || !intakeId) return '/intakes'
  const of = { id: intakeId, clinicId: actor.clinicId }
  const accepted = await tx.intake.count({ where: { ...of, status: 'accepted' } })
  return accepted > 0 ? `/patients/${patientId}` : `/intakes/${intakeId}`
}
