import { exerciseById } from '#lib/content/exercises/index.ts'
import type { Day } from '#lib/dates.ts'
import { type BlockLevel, leftBy } from '#lib/programs/block/rules.ts'
import { weeksText } from '#lib/programs/builder/rules.ts'
import { capital, saidDose, tempoParts } from '#lib/programs/dose/rules.ts'
import { limitOf, type PainLimits } from '#lib/programs/pain-limit/rules.ts'
import { dueInPlan, followsRuns } from '#lib/programs/plan-week/rules.ts'
import { heldRows } from '#lib/programs/progression/holds/rules.ts'
import type { MissedWords } from '#lib/programs/progression/missed/rules.ts'
import { runsAgain } from '#lib/programs/progression/run-week/rules.ts'
import type { LoadWeek, RunWeek } from '#lib/programs/progression/run-week/schema.ts'
import { weekdayOf, weekOfPhase } from '#lib/programs/rules.ts'
import { runPlanOf } from '#lib/programs/run-plan/rules.ts'
import type { ProgramItem, ProgramVersionContent } from '#lib/programs/schema.ts'
import { saidOfItem } from '#lib/programs/stages/rules.ts'
import { daysText } from '#lib/programs/version/rules.ts'
import type { PlainItem, PlainPhase } from './schema.ts'

const effortText = ({ rpeMin, rpeMax }: ProgramItem) => {
  if (rpeMin === null && rpeMax === null) return ''
  return rpeMin === rpeMax || rpeMin === null || rpeMax === null
    ? `${rpeMax ?? rpeMin} of 10`
    : `${rpeMin} to ${rpeMax} of 10`
}

const restText = (seconds: number) =>
  seconds === 0 ? '' : seconds % 60 === 0 ? `${seconds / 60} min` : `${seconds} seconds`

/** An item in the patient's words; null for an exercise that the library does not know. `limits`: those of its phase. */
export function plainItem(item: ProgramItem, limits: PainLimits, today: Day | null): PlainItem | null {
  const exercise = exerciseById(item.exerciseId)
  if (!exercise) return null
  return {
    key: item.key,
    exerciseId: item.exerciseId,
    name: exercise.name,
    dose: capital(saidDose(item, exercise)),
    load: item.loadKg === null ? (item.loadNote ?? '') : `${item.loadKg} kg`,
    effort: effortText(item),
    rest: item.sets > 1 ? restText(item.restSeconds) : '',
    tempo: tempoParts(item.tempo)
      .map(({ seconds, words }) => `${seconds} ${words}`)
      .join(', '),
    days: capital(daysText(item.days)),
    today: today !== null && item.days !== 'each_run' && item.days.includes(weekdayOf(today)),
    eachRun: item.days === 'each_run',
    optional: item.optional,
    note: saidOfItem(item),
    limit: limitOf(exercise, limits),
  }
}

export type PlainAt = {
  readonly phaseKey: string
  readonly phaseStartedOn: Day
  readonly today: Day
  readonly pausedDays: readonly Day[]
  readonly block: BlockLevel
  /** The week of the plan that the runs are in; null where they follow the calendar. */
  readonly runWeek: RunWeek | null
  /** Where runs and jumps are held, because their load might not rise. */
  readonly loadWeek?: LoadWeek | null
  /** After weeks without a run of her stage. */
  readonly missed?: MissedWords | null
  /** The lowest stage that she has been at, where it is known. */
  readonly firstStage?: number | null
  /** The rules stopped running, and no clinician has answered yet. */
  readonly runStop?: boolean
}

/** The phase that the patient is in, as she reads it: what is due in this week of it and allowed by the flags. */
export function plainPhase(content: ProgramVersionContent, at: PlainAt): PlainPhase | null {
  const index = content.phases.findIndex((phase) => phase.key === at.phaseKey)
  const phase = content.phases[index]
  if (!phase) return null
  const week = Math.max(1, weekOfPhase(at.phaseStartedOn, at.today, at.pausedDays))
  const { runStop = false, missed = null, loadWeek = null } = at
  const held = heldRows({ runWeek: at.runWeek, loadWeek, missed }, runStop)
  const due = phase.items.filter((item) => dueInPlan(phase, item, { week, ...held }))
  const allowed = due.filter((item) => leftBy(item, { block: at.block, runStop: held.runsWait }))
  return {
    name: phase.name,
    number: index + 1,
    count: content.phases.length,
    weekText: `Week ${week}, ${weeksText(phase.weeks)} planned`,
    items: allowed.flatMap((item) => plainItem(item, phase.params, at.today) ?? []),
    later: content.phases.slice(index + 1).map(({ name }) => name),
    exLimit: phase.params.exLimit,
    runLimit: phase.params.runLimit,
    again: at.block === 'none' ? runsAgain({ runStop, missed, runWeek: at.runWeek }) : null,
    held: at.block !== 'none' && allowed.length < due.length,
    runPlan: followsRuns(phase.key) ? null : runPlanOf(allowed, phase.params.runLimit, at.firstStage),
    runCap: null,
  }
}
