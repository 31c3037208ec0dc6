import 'server-only'
import { onSafetyDuty, type Tx } from '#lib/db/as-actor.ts'
import { Conflict } from '#lib/errors.ts'
import type { ActiveProgram } from '#lib/programs/active/schema.ts'
import { followsRuns, plansDistance } from '#lib/programs/plan-week/rules.ts'
import { type PrescribedCase, publishFacts } from '#lib/programs/record/queries.ts'
import { phaseByKey } from '#lib/programs/rules.ts'
import { readCaseInput } from '#lib/review/indicators/queries.ts'
import type { CaseInput } from '#lib/review/indicators/schema.ts'
import { stageOfItem } from '../past/rules.ts'
import { anewAfter, anewSince, lookBack, type MissedWords, missedWords } from './rules.ts'

type Target = { clinicId: string; caseId: string; patientId: string; timeZone: string }

/**
 * What a patient reads after weeks without a run; null without any, and where no run is planned. Worked out on reading
 * and under the safety duty, like what her physio reads: these words alone may reach her. The caller has checked the case.
 */
export function readMissed(
  tx: Tx,
  target: Target,
  active: Pick<ActiveProgram, 'content' | 'phaseKey'>,
  now: Date,
): Promise<MissedWords | null> {
  const phase = phaseByKey(active.content, active.phaseKey)
  const staged = phase?.items.some((item) => stageOfItem(item) !== null)
  const byDistance = phase !== null && plansDistance(phase)
  if (!(staged || byDistance) || followsRuns(active.phaseKey)) return Promise.resolve(null)
  return onSafetyDuty(tx, async () => missedWords((await readCaseInput(tx, target, now, lookBack)).input))
}

/**
 * From four missed weeks on the safety questions are asked anew first (clinical/programmes.md 3.8). Throws Conflict while they are
 * older than the wait.
 */
export async function assertAskedAnew(
  tx: Tx,
  target: PrescribedCase,
  { input }: Pick<CaseInput, 'input'>,
  weeks: number,
  now: Date,
): Promise<void> {
  if (weeks < anewAfter) return
  const { screen } = await publishFacts(tx, target, now)
  if (screen.ageDays === null || input.today - screen.ageDays < anewSince(input))
    throw new Conflict('Ask the safety questions first; then the runs may begin again.')
}
