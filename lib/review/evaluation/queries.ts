import 'server-only'
import type { Actor } from '#lib/access/actor.ts'
import { caseFindings } from '#lib/assessment/queries.ts'
import type { CaseFindings } from '#lib/assessment/record/schema.ts'
import { dayIn, dayNumber } from '#lib/dates.ts'
import type { Tx } from '#lib/db/as-actor.ts'
import { readCaseOutcomes } from '#lib/outcomes/queries.ts'
import type { OutcomeRecord } from '#lib/outcomes/record/schema.ts'
import { lookBack } from '#lib/programs/progression/missed/rules.ts'
import { readCaseInput } from '../indicators/queries.ts'
import type { CaseInput } from '../indicators/schema.ts'
import { type CaseEvaluation, evaluateCase, type SafetyValues } from './rules.ts'

type Target = { clinicId: string; caseId: string; patientId: string; timeZone: string }

/**
 * A case evaluated at this moment, inside the transaction of a page's query that has checked the case and records the
 * reading. `examined`: the findings, where they were read before. Throws NotFound for whoever may not read it.
 */
export async function readEvaluation(
  tx: Tx,
  actor: Actor,
  target: Target,
  safety: SafetyValues,
  now: Date,
  examined?: CaseFindings,
): Promise<CaseEvaluation & { read: CaseInput; outcomes: OutcomeRecord }> {
  const read = await readCaseInput(tx, target, now, lookBack)
  const outcomes = await readCaseOutcomes(tx, actor, target.caseId, now)
  const findings = examined ?? (await caseFindings(tx, actor, target.caseId, now))
  const since = dayNumber(dayIn(target.timeZone, now)) - lookBack
  return { ...evaluateCase({ read, since, outcomes, findings, safety }), read, outcomes }
}
