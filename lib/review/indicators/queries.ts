import 'server-only'
import { addDays, type Day, dayIn, fromDbDate, toDbDate } from '#lib/dates.ts'
import type { Tx } from '#lib/db/as-actor.ts'
import { cleanAnswers, intakeValues } from '#lib/intake/answers/rules.ts'
import { contentSelect } from '#lib/programs/draft/queries.ts'
import { holdBias, needN } from '#lib/programs/progression/modifiers/rules.ts'
import { type PastVersion, rungOf, stagesOf } from '#lib/programs/progression/past/rules.ts'
import { contentOfRows } from '#lib/programs/rows/rules.ts'
import type { RuleValues } from '#lib/rules/registry.ts'
import { pauseStretches, phaseSpans } from '#lib/tracking/progress/course/rules.ts'
import type { EventText } from '#lib/tracking/progress/course/schema.ts'
import { dayNumber } from '#lib/tracking/progress/series/rules.ts'
import { readLogs } from './logs/queries.ts'
import { type IndicatorInput, noOutcomes } from './schema.ts'
import { courseOfVersions, formOf, goalsOf, previousInjury } from './values/rules.ts'

export type CaseInput = {
  readonly input: IndicatorInput
  /** Answers of all forms, a newer one over an older one, with derived values and `fac_previous_injury`. */
  readonly answers: RuleValues
  readonly versions: readonly PastVersion[]
  readonly versionId: string | null
  readonly phase: { readonly key: string; readonly position: number } | null
  readonly equipment: readonly string[]
}

type Target = { clinicId: string; caseId: string; patientId: string; timeZone: string }

/** How far back entries are read: a phase, a goal and a flare are long past by then. */
const DAYS = 730

/**
 * Everything that the indicators read, from the rows of a case: in the transaction of whoever may read it, with what row-level
 * security lets her see. Outcome measures come from elsewhere: pass them over `noOutcomes`. The caller has checked the case
 * and records the reading.
 */
export async function readCaseInput(tx: Tx, target: Target, now: Date, days = DAYS): Promise<CaseInput> {
  const { clinicId, caseId, timeZone } = target
  const of = { clinicId, caseId }
  const today = dayIn(timeZone, now)
  const program = await tx.program.findFirst({
    where: of,
    select: {
      ...{ activatedOn: true, phasePosition: true, phaseStartedOn: true },
      events: {
        orderBy: [{ at: 'asc' }, { id: 'asc' }],
        select: { kind: true, on: true, phasePosition: true, phaseStartedOn: true },
      },
      versions: {
        where: { publishedAt: { not: null }, startsOn: { lte: toDbDate(today) } },
        orderBy: { number: 'asc' },
        select: { id: true, number: true, startsOn: true, ...contentSelect },
      },
    },
  })
  const steps = await tx.suggestion.findMany({
    where: { ...of, state: 'accepted', appliedNumber: { not: null } },
    select: { subject: true, appliedNumber: true, change: true },
  })
  const versions: PastVersion[] = (program?.versions ?? []).map((row) => ({
    number: row.number,
    startsOn: dayNumber(fromDbDate(row.startsOn ?? toDbDate(today))),
    content: contentOfRows(row.templateId, row.phases),
    suggested: new Map(
      steps
        .filter(({ appliedNumber }) => appliedNumber === row.number)
        .map(({ subject, change }) => [subject, { raisesLoad: raisesLoad(change) }]),
    ),
  }))
  const newest = versions.at(-1)
  const position = Math.min(program?.phasePosition ?? 0, (newest?.content.phases.length ?? 1) - 1)
  const phase = newest?.content.phases[position]
  const startedOn = dayNumber(fromDbDate(program?.phaseStartedOn ?? program?.activatedOn ?? toDbDate(today)))
  const active = program?.activatedOn && fromDbDate(program.activatedOn) <= today ? program : null
  const forms = await readForms(tx, target)
  const answers = answersOf(forms, today)
  const stages = phase ? stagesOf(versions, phase.key, startedOn) : []
  const logs = await readLogs(tx, of, {
    today,
    since: addDays(today, -days),
    versions,
    stages,
    phase: { position, startedOn },
  })
  const flags = await tx.redFlag.findMany({
    where: of,
    select: {
      block: true,
      raisedAt: true,
      resolvedAt: true,
      supersededAt: true,
      respondedAt: true,
      dueAt: true,
    },
  })
  const changes = await tx.caseStatusChange.findMany({
    where: of,
    orderBy: { at: 'asc' },
    select: { to: true, at: true },
  })
  const reviewed = await tx.review.findFirst({
    where: of,
    orderBy: { signedAt: 'desc' },
    select: { on: true },
  })
  const owner = await tx.case.findFirst({ where: { id: caseId, clinicId }, select: { nextReviewOn: true } })
  const dayAt = (at: Date) => dayNumber(dayIn(timeZone, at))
  const events = (active?.events ?? []).map((event): EventText => {
    const since = event.phaseStartedOn === null ? null : dayNumber(fromDbDate(event.phaseStartedOn))
    return [event.kind, dayNumber(fromDbDate(event.on)), event.phasePosition, since]
  })
  const input: IndicatorInput = {
    today: dayNumber(today),
    logs,
    course: courseOfVersions(
      active && newest
        ? {
            activatedOn: dayNumber(fromDbDate(active.activatedOn ?? toDbDate(today))),
            phases: phaseSpans({ position, startedOn, events }),
            paused: pauseStretches(events),
          }
        : null,
      versions,
      changes.map(({ to, at }) => [to, dayAt(at)]),
      flags.flatMap(({ block, raisedAt, resolvedAt, supersededAt }) => {
        const ends = [resolvedAt, supersededAt].flatMap((at) => (at ? [dayAt(at)] : []))
        const to = ends.length === 0 ? null : Math.min(...ends)
        return block === 'none' ? [] : [{ block, from: dayAt(raisedAt), to }]
      }),
    ),
    phase:
      active && phase
        ? {
            key: phase.key,
            startedOn,
            weeksMax: phase.weeks.max,
            amberOk: phase.params.amberOk,
            items: phase.items.flatMap((item) => rungOf(versions, phase.key, item.key) ?? []),
          }
        : null,
    needN: needN(holdBias(answers)),
    stages: stages.length === 0 ? null : stages,
    forms: forms.map((form) => formOf(form.values, dayNumber(form.on), form.kind)),
    goals: goalsOf(answers),
    outcomes: noOutcomes,
    review: {
      lastSignedOn: reviewed ? dayNumber(fromDbDate(reviewed.on)) : null,
      nextOn: owner?.nextReviewOn ? dayNumber(fromDbDate(owner.nextReviewOn)) : null,
    },
    flagOverdue: flags.some(
      ({ dueAt, respondedAt, supersededAt }) =>
        !respondedAt && !supersededAt && dueAt !== null && dueAt < now,
    ),
  }
  const equipment = answers.get('equipment')
  return {
    input,
    answers,
    versions,
    versionId: program?.versions.at(-1)?.id ?? null,
    phase: phase ? { key: phase.key, position } : null,
    equipment: Array.isArray(equipment) ? equipment : [],
  }
}

const raisesLoad = (change: unknown): boolean =>
  typeof change === 'object' && change !== null && Reflect.get(change, 'raisesLoad') === true

type Form = { on: Day; kind: 'intake' | 'review'; answers: Record<string, unknown>; values: RuleValues }

/** The forms of the case, oldest first. */
async function readForms(tx: Tx, { clinicId, caseId, patientId, timeZone }: Target): Promise<Form[]> {
  const rows = await tx.$queryRaw<{ at: Date; kind: string; answers: unknown }[]>`
    SELECT i."submittedAt" AS at, i.kind::text AS kind, a.answers
    FROM "Intake" i JOIN "IntakeAnswers" a ON a."clinicId" = i."clinicId" AND a."intakeId" = i.id
    WHERE i."clinicId" = ${clinicId}::uuid AND i."patientId" = ${patientId}::uuid AND i."submittedAt" IS NOT NULL
      AND (i."caseId" = ${caseId}::uuid OR i.id = (SELECT k."intakeId" FROM "Case" k
        WHERE k."clinicId" = i."clinicId" AND k.id = ${caseId}::uuid))
    ORDER BY i."submittedAt"`
  return rows.map(({ at, kind, answers }) => {
    const on = dayIn(timeZone, at)
    const clean = cleanAnswers(answers)
    return {
      on,
      kind: kind === 'intake' ? 'intake' : 'review',
      answers: clean,
      values: intakeValues(clean, { today: on }),
    }
  })
}

function answersOf(forms: readonly Form[], today: Day): RuleValues {
  const merged = cleanAnswers(Object.assign({}, ...forms.map(({ answers }) => answers)))
  const values = new Map(intakeValues(merged, { today }))
  values.set('fac_previous_injury', previousInjury(values))
  return values
}
