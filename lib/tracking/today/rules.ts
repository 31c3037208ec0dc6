import { exerciseById } from '#lib/content/exercises/index.ts'
import { countText, type Day, type DayNumber, daysBetween } from '#lib/dates.ts'
import type { ActiveProgram, PausedSpan } from '#lib/programs/active/schema.ts'
import { allowedUnder, type BlockLevel, waitsWithRuns } from '#lib/programs/block/rules.ts'
import { saidDose, timeEstimate } from '#lib/programs/dose/rules.ts'
import { dueInPlan, isPlannedRun, isRun, type WeekAt } from '#lib/programs/plan-week/rules.ts'
import { weekdayOf, weekOfPhase } from '#lib/programs/rules.ts'
import { sessionMinutes } from '#lib/programs/schedule/minutes/rules.ts'
import { isRunning } from '#lib/programs/schedule/rules.ts'
import type { ProgramItem, ProgramPhase } from '#lib/programs/schema.ts'
import { saidOfItem } from '#lib/programs/stages/rules.ts'
import type { PainDay } from '#lib/review/indicators/schema.ts'
import type { OpenHour } from '#lib/tracking/lately/schema.ts'
import type { Waits } from '#lib/tracking/waits/schema.ts'
import type { CaseToday, HourQuestion } from './schema.ts'

export const greeting = (hour: number): string =>
  hour < 12 ? 'Good morning' : hour < 18 ? 'Good afternoon' : 'Good evening'

export const nothingPlanned = { items: [], runs: [], withRun: [], held: false }

/**
 * Whether nothing was heard of her for as long as the clinic takes for lost contact (clinical/review.md 3, `al_no_log_14`). Days
 * on which the program stood still are no silence.
 */
export function isSilent(
  { heardOn, silentAfter }: Pick<Waits, 'heardOn' | 'silentAfter'>,
  { activatedOn }: Pick<ActiveProgram, 'activatedOn'>,
  pauses: readonly PausedSpan[],
  today: Day,
): boolean {
  const since = [heardOn, activatedOn, ...pauses.map(({ to, ill }) => (ill ? null : to))].filter(
    (day) => day !== null,
  )
  return daysBetween(since.sort().at(-1) ?? today, today) >= silentAfter
}

const HOUR = 3_600_000
const doneWords = {
  session: ['your exercises', 'yesterday’s exercises'],
  run: ['your run', 'yesterday’s run'],
} as const

/** What was entered before the hour after it was known, asked once an hour has gone by. */
export const hourQuestions = (hours: readonly OpenHour[], today: Day, now: Date): HourQuestion[] =>
  hours
    .filter(({ at }) => at + HOUR <= now.getTime())
    .map(({ kind, id, day }) => {
      const [own, before] = doneWords[kind]
      return { kind, id, text: `How was the knee in the hour after ${day === today ? own : before}?` }
    })

/** What is still planned for a knee today: "run and 6 exercises today"; null for nothing. `ran`: today, for whichever knee. */
export function plannedWords(
  { state, items, runs, done }: Pick<CaseToday, 'state' | 'items' | 'runs' | 'done'>,
  ran: boolean,
): string | null {
  if (state !== 'ready') return null
  const left = [
    ...(runs.length > 0 && !ran ? ['run'] : []),
    ...(items.length > 0 && done.sessions === 0 ? [countText(items.length, 'exercise')] : []),
  ]
  return left.length > 0 ? `${left.join(' and ')} today` : null
}

/** The worst pain from a day on; 0 without any. */
export const worstSince = (daily: readonly PainDay[], since: DayNumber): number =>
  Math.max(0, ...daily.filter(({ day }) => day >= since).map(({ pain }) => pain))

/** Whether the phase puts neither a run nor the walk before the first one on a day. */
const ownRuns = ({ items }: ProgramPhase) =>
  !items.some(({ days, exerciseId }) => days !== 'each_run' && isRun(exerciseId))

/** What the program plans for one day, exercises and runs apart; `held`: something waits because of a safety answer. */
export function plannedOn(
  active: Pick<ActiveProgram, 'content' | 'phaseKey' | 'phaseStartedOn'>,
  today: Day,
  options: Omit<WeekAt, 'week'> & {
    pausedDays: readonly Day[]
    block: BlockLevel
    /** No run is planned, nor what goes around one. */
    runsWait?: boolean
  },
): Pick<CaseToday, 'items' | 'runs' | 'withRun' | 'held'> {
  const phase = active.content.phases.find(({ key }) => key === active.phaseKey)
  const week = Math.max(1, weekOfPhase(active.phaseStartedOn, today, options.pausedDays))
  if (!phase) return nothingPlanned
  const { runWeek, jumpWeek = null, runsWait } = options
  const inWeek = phase.items.filter(
    (item) => dueInPlan(phase, item, { week, runWeek, jumpWeek }) && !(runsWait && waitsWithRuns(item)),
  )
  const shown = (items: readonly ProgramItem[]) =>
    items.flatMap((item) => {
      const exercise = exerciseById(item.exerciseId)
      if (!exercise || !allowedUnder(options.block, item)) return []
      const { key, exerciseId } = item
      // What counts as no time for exercises takes its time here, where it is one of them.
      const minutes = isRunning(exercise) ? timeEstimate(item, exercise) : sessionMinutes(item)
      const said = { dose: saidDose(item, exercise), note: saidOfItem(item) }
      return [{ key, exerciseId, name: exercise.name, ...said, minutes }]
    })
  const due = inWeek.filter(({ days }) => days !== 'each_run' && days.includes(weekdayOf(today)))
  const planned = shown(due)
  const runs = planned.filter(isPlannedRun)
  // Where the plan leaves the runs to her, any day may be one.
  const runsToday = ownRuns(phase) ? options.block === 'none' : runs.length > 0
  return {
    items: planned.filter((item) => !isPlannedRun(item)),
    runs,
    withRun: !runsToday ? [] : shown(inWeek.filter(({ days }) => days === 'each_run')),
    held: due.some((item) => !allowedUnder(options.block, item)),
  }
}
