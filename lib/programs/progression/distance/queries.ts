import 'server-only'
import { dayIn } from '#lib/dates.ts'
import { onSafetyDuty, type Tx } from '#lib/db/as-actor.ts'
import { bearingOn, caseSafety } from '#lib/flags/queries.ts'
import { readCaseInput } from '#lib/review/indicators/queries.ts'
import { firstDay, indicatorsOf } from '#lib/review/indicators/rules.ts'
import type { RuleValue } from '#lib/rules/registry.ts'
import { currentLogs } from '#lib/tracking/results/daily/rules.ts'
import { unitOfRuns } from '#lib/tracking/run-logs/queries.ts'
import { modifiersOf } from '../modifiers/rules.ts'
import { runSubject } from '../rules.ts'
import { lastStage, loadHeldWords } from '../running/rules.ts'
import { weekAdvice } from './rules.ts'
import type { WeekAdvice } from './schema.ts'

type Target = { clinicId: string; caseId: string; patientId: string; timeZone: string }

/** Days of entries: two weeks, and the longest run of the 30 days before each of them. */
const LOOK_BACK = 60

/**
 * The distance of this week; null below stage 10 and while a flag, missing safety answers or a pause stop running. Worked out
 * on reading, so that it is never older than the page, and under the safety duty, so that a patient gets the same one as her
 * physio: of what it rests on only `weekSentence` may reach her. The caller has checked the case.
 */
export const weekDistance = (tx: Tx, target: Target, now: Date): Promise<WeekAdvice | null> =>
  onSafetyDuty(tx, async () => {
    const { input, answers } = await readCaseInput(tx, target, now, LOOK_BACK)
    const stage = input.stages?.at(-1)
    const paused = input.course.paused.some(
      ({ from, to }) => from <= input.today && (to === null || input.today <= to),
    )
    if (stage?.stage !== lastStage || paused) return null
    const { blockLevel } = await caseSafety(tx, target, dayIn(target.timeZone, now))
    if (blockLevel !== 'none') return null
    const modifiers = modifiersOf(new Map<string, RuleValue>([...answers, ...(await openFlags(tx, target))]))
    const found = indicatorsOf(input)
    const number = (value: RuleValue) => (typeof value === 'number' ? value : null)
    return weekAdvice({
      ...{ today: input.today, runs: found.runs, builtSince: stage.from },
      since: firstDay(currentLogs(input.logs), input.course),
      longestKm: number(found.readings.ind_longest_30d_km.value),
      capKm: number(found.readings.ind_session_cap_km.value),
      loadHeld: loadHeldWords(modifiers),
      unit: await unitOfRuns(tx, target),
      stepBackOpen: (await tx.suggestion.count({ where: { ...stepBack, ...ofCase(target) } })) > 0,
    })
  })

const ofCase = ({ clinicId, caseId }: Target) => ({ clinicId, caseId })
const stepBack = {
  ...{ subject: runSubject, state: 'open' as const },
  ruleId: { in: ['r_run_stop', 'r_run_back'] },
}

async function openFlags(tx: Tx, target: Target) {
  const rows = await tx.redFlag.findMany({
    where: { AND: [await bearingOn(tx, target), { supersededAt: null, resolvedAt: null }] },
    select: { flagId: true },
  })
  return rows.map(({ flagId }) => [flagId, 'unresolved'] as const)
}
