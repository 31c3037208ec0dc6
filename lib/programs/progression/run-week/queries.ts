import 'server-only'
import { type Day, dayIn } from '#lib/dates.ts'
import { onSafetyDuty, type Tx } from '#lib/db/as-actor.ts'
import { activeProgram } from '#lib/programs/active/queries.ts'
import type { ActiveProgram } from '#lib/programs/active/schema.ts'
import { followsRuns } from '#lib/programs/plan-week/rules.ts'
import { phaseByKey } from '#lib/programs/rules.ts'
import { readCaseInput } from '#lib/review/indicators/queries.ts'
import type { RuleValue } from '#lib/rules/registry.ts'
import type { DayNumber, Stretch } from '#lib/tracking/progress/schema.ts'
import { dayNumber } from '#lib/tracking/progress/series/rules.ts'
import { currentLogs } from '#lib/tracking/results/daily/rules.ts'
import { resultsOf } from '#lib/tracking/results/rules.ts'
import { modifiersOf } from '../modifiers/rules.ts'
import { runWeekOf } from './rules.ts'
import type { RunWeek } from './schema.ts'

type Target = { clinicId: string; caseId: string; patientId: string; timeZone: string }
type Active = Pick<ActiveProgram, 'content' | 'phaseKey' | 'phaseStartedOn'>

const within = (day: DayNumber, { from, to }: Stretch) => day >= from && (to === null || day <= to)

/**
 * Which week of the plan the runs were in on `day`; null for a phase whose weeks follow the calendar. Under the safety duty, so
 * that a patient gets the same one as her physio: of what it rests on only `againSentence` may reach her. The caller has
 * checked the case.
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
    const days = Math.max(1, dayNumber(dayIn(target.timeZone, now)) - startedOn + 1)
    const { input, answersOn } = await readCaseInput(tx, target, now, days)
    const flags = await loadFlags(tx, target)
    const { paused, blocks } = input.course
    return runWeekOf({
      ...{ startedOn, today: dayNumber(day), items: phase.items, amberOk: phase.params.amberOk },
      runs: resultsOf(currentLogs(input.logs), input.forms).runs,
      rests: (on) => [...paused, ...blocks].some((stretch) => within(on, stretch)),
      modifiersOn: (on) =>
        modifiersOf(
          new Map<string, RuleValue>([
            ...answersOn(on),
            ...flags.flatMap(({ flagId, ...stretch }) =>
              within(on, stretch) ? [[flagId, 'unresolved'] as const] : [],
            ),
          ]),
        ),
    })
  })
}

/** The same for today by the key of the present phase, where nothing else is asked of the program. */
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

/** On which days a flag waited for an answer, that of the answer included. */
async function loadFlags(tx: Tx, { clinicId, caseId, timeZone }: Target) {
  const rows = await tx.redFlag.findMany({
    where: { clinicId, caseId, supersededAt: null },
    select: { flagId: true, raisedAt: true, resolvedAt: true },
  })
  const dayOf = (at: Date) => dayNumber(dayIn(timeZone, at))
  return rows.map(({ flagId, raisedAt, resolvedAt }) => ({
    ...{ flagId, from: dayOf(raisedAt), to: resolvedAt && dayOf(resolvedAt) },
  }))
}
