import 'server-only'
import { type Day, dayIn, dayNumber } from '#lib/dates.ts'
import { onSafetyDuty, type Tx } from '#lib/db/as-actor.ts'
import { activeProgram } from '#lib/programs/active/queries.ts'
import type { ActiveProgram } from '#lib/programs/active/schema.ts'
import { followsRuns, startsLoadLater } from '#lib/programs/plan-week/rules.ts'
import { phaseByKey, weekOfPhase } from '#lib/programs/rules.ts'
import { readCaseInput } from '#lib/review/indicators/queries.ts'
import { loadRowsOf, runsReadBack, runWeekAsk } from '../run-rows/rules.ts'
import { runWeekOf } from './rules.ts'
import type { LoadWeek, RunWeek } from './schema.ts'

type Target = { clinicId: string; caseId: string; patientId: string; timeZone: string }
type Active = Pick<ActiveProgram, 'content' | 'phaseKey' | 'phaseStartedOn'>

/**
 * Which week of the plan the runs were in on `day`; null for a phase whose weeks follow the calendar. Under the safety
 * duty, so that a patient gets the same one as her physio: of what it rests on only `againSentence` may reach her. The
 * caller has checked the case.
 */
export async function readRunWeek(
  tx: Tx,
  target: Target,
  active: Active,
  day: Day,
  now: Date,
): Promise<RunWeek | null> {
  const phase = phaseByKey(active.content, active.phaseKey)
  if (!phase || !followsRuns(phase.key)) return null
  const startedOn = dayNumber(active.phaseStartedOn)
  return onSafetyDuty(tx, async () => {
    const today = dayNumber(dayIn(target.timeZone, now))
    const { runs } = await readCaseInput(tx, target, now, runsReadBack(today, startedOn))
    return runWeekOf(runWeekAsk(runs, { phase, startedOn, today: dayNumber(day) }))
  })
}

/**
 * The weeks that runs and jumps of a phase by the calendar are held in on `day`, because their load might not rise; null where
 * nothing was held. As `readRunWeek`: nobody learns from it why.
 */
export async function readLoadWeek(
  tx: Tx,
  target: Target,
  active: Active,
  day: Day,
  now: Date,
): Promise<LoadWeek | null> {
  const phase = phaseByKey(active.content, active.phaseKey)
  if (!phase || !startsLoadLater(phase) || weekOfPhase(active.phaseStartedOn, day) < 2) return null
  return onSafetyDuty(tx, async () => {
    const { runs } = await readCaseInput(tx, target, now, 0)
    const at = { startedOn: dayNumber(active.phaseStartedOn), today: dayNumber(day) }
    return loadRowsOf(runs, at).at(-1) ?? null
  })
}

/** The week of the plan today by the key of the present phase, where nothing else is asked of the program. */
export async function runWeekNow(
  tx: Tx,
  target: Target,
  phaseKey: string | undefined,
  now: Date,
): Promise<RunWeek | null> {
  if (!phaseKey || !followsRuns(phaseKey)) return null
  const today = dayIn(target.timeZone, now)
  const active = await activeProgram(tx, target.caseId, today)
  return active && readRunWeek(tx, target, active, today, now)
}
