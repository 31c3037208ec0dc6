import type { DayNumber } from '#lib/dates.ts'
import type { Course, PlanPhase } from '#lib/tracking/progress/course/schema.ts'
import 'server-only'
import { onSafetyDuty, type Tx } from '#lib/db/as-actor.ts'
import { followsRuns, isRun, startsLoadLater } from '#lib/programs/plan-week/rules.ts'
import { readBatch } from '#lib/review/indicators/batch/queries.ts'
import { batchCase } from '#lib/review/indicators/batch/rules.ts'
import { Prisma } from '#prisma/generated/client.ts'
import { runsKnown, waitsAfter } from '../missed/days/rules.ts'
import { runsPlanned, runsReadBack } from './rules.ts'

/** `zone`: of the clinic, for whoever has none of her own. */
type Of = { readonly clinicId: string; readonly zone: string }
type RowsAsk = {
  readonly caseId: string
  readonly today: DayNumber
  /** From which day on the rows are asked for, and when the phase began that the first of them belongs to. */
  readonly since: DayNumber
  readonly startedOn: DayNumber
}

/**
 * The rows in which the runs of some cases were, in one statement whatever their number. For whoever reads what alerts
 * rest on; the caller has checked the cases.
 */
export async function readRunRows(
  tx: Tx,
  { clinicId, zone }: Of,
  asked: readonly RowsAsk[],
  now: Date,
): Promise<ReadonlyMap<string, ReturnType<typeof runsPlanned>>> {
  if (asked.length === 0) return new Map()
  const since = new Map(asked.map((one) => [one.caseId, one.since]))
  const back = Math.max(...asked.map(({ today, startedOn }) => runsReadBack(today, startedOn)))
  const allowed = Prisma.sql`(c."clinicId" = ${clinicId}::uuid AND c.id = ANY (${[...since.keys()]}::uuid[]))`
  const rows = await readBatch(tx, allowed, zone, now, back)
  return new Map(
    rows.map((row) => [row.caseId, runsPlanned(batchCase(row).runs, since.get(row.caseId) ?? row.today)]),
  )
}

type Shown = Pick<RowsAsk, 'caseId' | 'today' | 'since'> & { readonly course: Course }

const some = ({ plan }: Course, wanted: (phase: PlanPhase) => boolean) =>
  plan?.versions.some(({ phases }) => phases.some(wanted)) ?? false

/**
 * Whether runs may have waited since a day after four weeks without one, which no run ends. The runs from `runsKnown` on are known: where
 * her pages find such weeks, these have them, too.
 */
function mayWait({ course, today, since }: Shown): boolean {
  const from = Math.max(
    course.plan?.activatedOn ?? today,
    Math.min(since - waitsAfter, today - runsKnown) - 1,
  )
  const days = [...course.runDays, ...(course.walkedDays ?? [])]
  const ran = days.filter((day) => day > from && day < today).toSorted((a, b) => a - b)
  return [...ran, today].some((day, at) => day - (ran[at - 1] ?? from) > waitsAfter)
}

/**
 * When the runs began that its rows follow from; a day from which it is known whether runs wait, or today, where they follow the
 * calendar and are perhaps held.
 */
function startedOn(shown: Shown): DayNumber | null {
  const { course, today, since } = shown
  if (!course.plan) return null
  if (some(course, ({ key }) => followsRuns(key))) return course.plan.activatedOn
  if (some(course, ({ items }) => items.some((item) => isRun(item.exerciseId))) && mayWait(shown))
    return since - waitsAfter
  return some(course, startsLoadLater) ? today : null
}

/**
 * The courses with these rows: what was due on a day is what was shown on it. Nothing is read for programs whose weeks follow the
 * calendar and bring neither running nor jumps in. Under the safety duty, so that a patient gets the same ones as her physio; the
 * caller has checked the cases.
 */
export async function withRunRows(tx: Tx, of: Of, shown: readonly Shown[], now: Date): Promise<Course[]> {
  const asked = shown.flatMap((one) => {
    const start = startedOn(one)
    return start === null ? [] : [{ ...one, startedOn: start }]
  })
  if (asked.length === 0) return shown.map(({ course }) => course)
  const rows = await onSafetyDuty(tx, () => readRunRows(tx, of, asked, now))
  return shown.map(({ caseId, course }) => {
    const planned = rows.get(caseId)
    return planned ? { ...course, ...planned } : course
  })
}
