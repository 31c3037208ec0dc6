import { exerciseById } from '#lib/content/exercises/index.ts'
import type { Day } from '#lib/dates.ts'
import type { ActiveProgram } from '#lib/programs/active/schema.ts'
import { allowedUnder, type BlockLevel } from '#lib/programs/block/rules.ts'
import { doseText } from '#lib/programs/dose/rules.ts'
import { dueInPlan } from '#lib/programs/plan-week/rules.ts'
import { weekdayOf, weekOfPhase } from '#lib/programs/rules.ts'
import { sessionMinutes } from '#lib/programs/schedule/minutes/rules.ts'
import { isRunning } from '#lib/programs/schedule/rules.ts'
import type { TodayItem } from './schema.ts'

export const greeting = (hour: number): string =>
  hour < 12 ? 'Good morning' : hour < 18 ? 'Good afternoon' : 'Good evening'

/** What the program plans for one day, exercises and runs apart; `held`: something waits because of a safety answer. */
export function plannedOn(
  active: ActiveProgram,
  today: Day,
  options: { pausedDays: readonly Day[]; block: BlockLevel; runWeek: number | null },
): { items: TodayItem[]; runs: TodayItem[]; held: boolean } {
  const phase = active.content.phases.find(({ key }) => key === active.phaseKey)
  const week = Math.max(1, weekOfPhase(active.phaseStartedOn, today, options.pausedDays))
  if (!phase) return { items: [], runs: [], held: false }
  const due = phase.items.filter(
    (item) =>
      dueInPlan(phase, item, { week, runWeek: options.runWeek }) &&
      item.days !== 'each_run' &&
      item.days.includes(weekdayOf(today)),
  )
  const allowed = due.filter((item) => allowedUnder(options.block, item))
  const [items, runs]: [TodayItem[], TodayItem[]] = [[], []]
  for (const item of allowed) {
    const exercise = exerciseById(item.exerciseId)
    if (!exercise) continue
    const { key, exerciseId } = item
    const shown = {
      key,
      exerciseId,
      name: exercise.name,
      dose: doseText(item),
      minutes: sessionMinutes(item),
    }
    ;(isRunning(exercise) ? runs : items).push(shown)
  }
  return { items, runs, held: allowed.length < due.length }
}
