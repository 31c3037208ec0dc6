import 'server-only'
import type { Day } from '#lib/dates.ts'
import type { Tx } from '#lib/db/as-actor.ts'
import { caseSafety } from '#lib/flags/queries.ts'
import { whyStands } from '#lib/tracking/waits/queries.ts'
import type { Stands } from '#lib/tracking/waits/schema.ts'
import { pausesOf } from '../active/queries.ts'
import { pausedDays } from '../active/rules.ts'
import type { ActiveProgram } from '../active/schema.ts'
import { isRunningItem } from '../block/rules.ts'
import { plainPhase } from '../plain/rules.ts'
import type { PlainPhase } from '../plain/schema.ts'
import { weekDistance } from '../progression/distance/queries.ts'
import { weekSentence } from '../progression/distance/rules.ts'
import { readHolds } from '../progression/holds/queries.ts'
import { readTold } from '../progression/told/queries.ts'
import { lessOf, lessWords } from '../progression/told/rules.ts'
import { phaseByKey } from '../rules.ts'

type Of = { clinicId: string; caseId: string; patientId: string; timeZone: string; today: Day }

/**
 * The phase that holds, as the patient reads it, with the week of the runs, the steps down that wait for an answer and what the
 * flags leave of it; null for a phase that the version does not have. The caller has checked the case and that nothing stops the
 * program.
 */
export async function presentPhase(
  tx: Tx,
  { today, ...of }: Of,
  active: ActiveProgram,
  { block, runStop }: Pick<Stands, 'block' | 'runStop'>,
  now: Date,
): Promise<PlainPhase | null> {
  const spans = await pausesOf(tx, of.caseId)
  const phase = plainPhase(active.content, {
    phaseKey: active.phaseKey,
    phaseStartedOn: active.phaseStartedOn,
    firstStage: active.firstStage ?? null,
    today,
    pausedDays: pausedDays(spans, today),
    block,
    ...(await readHolds(tx, of, active, { day: today, runStop }, now)),
    runStop,
  })
  if (!phase) return null
  const runs = phase.items.some(isRunningItem) && block === 'none'
  const cap = runs ? weekSentence(await weekDistance(tx, of, active, now)) : null
  const stored = phaseByKey(active.content, active.phaseKey)
  const less = stored ? lessWords(lessOf(await readTold(tx, of, today, now), stored)) : {}
  const items = phase.items.map((item) => ({ ...item, less: less[item.key] }))
  const { runPlan } = phase
  return runPlan ? { ...phase, items, runPlan: { ...runPlan, week: cap } } : { ...phase, items, runCap: cap }
}

/** What holds the program of a case back today, as the patient meets it, for whoever treats her. */
export async function standsNow(tx: Tx, { today, ...of }: Of, now: Date): Promise<Stands> {
  const { blockLevel } = await caseSafety(tx, of, today)
  return whyStands(tx, { ...of, today }, blockLevel, now)
}
