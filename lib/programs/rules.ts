import { type Day, dayNumber } from '#lib/dates.ts'
import { allowedUnder, type BlockLevel, waitsWithRuns } from '#lib/programs/block/rules.ts'
import { dueInPlan } from '#lib/programs/plan-week/rules.ts'
import {
  type ProgramItem,
  type ProgramPhase,
  type ProgramVersionContent,
  type Weekday,
  weekdays,
} from '#lib/programs/schema.ts'

export const weekdayOf = (day: Day): Weekday => weekdays[(((dayNumber(day) + 3) % 7) + 7) % 7] ?? 'mon'

/**
 * The week of the phase on a day, from 1. Paused days do not count, so that what begins "from week n" never begins
 * because of a pause. 0 before the phase started.
 */
export function weekOfPhase(startedOn: Day, date: Day, pausedDays: readonly Day[] = []): number {
  const days = dayNumber(date) - dayNumber(startedOn)
  if (days < 0) return 0
  const paused = new Set(pausedDays.filter((day) => day >= startedOn && day < date)).size
  return Math.floor((days - paused) / 7) + 1
}

export const phaseByKey = (content: ProgramVersionContent, key: string): ProgramPhase | null =>
  content.phases.find((phase) => phase.key === key) ?? null

export type DueAt = {
  readonly phaseKey: string
  readonly phaseStartedOn: Day
  readonly date: Day
  /** days on which a clinician, a block or being unwell paused the program */
  readonly pausedDays?: readonly Day[]
  readonly block?: BlockLevel
  /** The week of the plan that the runs are in; null where they follow the calendar. */
  readonly runWeek?: number | null
  /** In which the jumps are held; null where they follow the calendar. */
  readonly jumpWeek?: number | null
  /** The rules stopped running, and no clinician has answered yet. */
  readonly runStop?: boolean
}

const inForce = (content: ProgramVersionContent, at: DueAt): readonly ProgramItem[] => {
  const phase = phaseByKey(content, at.phaseKey)
  const week = weekOfPhase(at.phaseStartedOn, at.date, at.pausedDays)
  if (!phase || week < 1 || at.pausedDays?.includes(at.date)) return []
  return phase.items.filter(
    (item) =>
      dueInPlan(phase, item, { week, runWeek: at.runWeek ?? null, jumpWeek: at.jumpWeek ?? null }) &&
      allowedUnder(at.block ?? 'none', item) &&
      !(at.runStop && waitsWithRuns(item)),
  )
}

/**
 * The items that are due on a date: their week of the phase has come, the weekday is theirs, nothing is paused or
 * blocked. Optional items are among them and carry their mark. Items of each run are not due by themselves.
 */
export const dueItems = (content: ProgramVersionContent, at: DueAt): readonly ProgramItem[] =>
  inForce(content, at).filter((item) => item.days !== 'each_run' && item.days.includes(weekdayOf(at.date)))

/** Whether a program is made to be done after the treatment, without anybody who follows it (clinical/programmes.md 5.12). */
export const goesOnAlone = ({ templateId }: Pick<ProgramVersionContent, 'templateId'>): boolean =>
  templateId === 'prog_maintenance'
