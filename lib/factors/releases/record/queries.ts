import 'server-only'
import { dayIn } from '#lib/dates.ts'
import type { Tx } from '#lib/db/as-actor.ts'
import { NotFound } from '#lib/errors.ts'
import { valuesOfInputs } from '#lib/factors/inputs/rules.ts'
import { factorAnswers } from '#lib/factors/responses/queries.ts'
import { readEvaluation } from '#lib/factors/rules.ts'
import { caseSafety } from '#lib/flags/queries.ts'
import { unitOfRuns } from '#lib/tracking/run-logs/queries.ts'
import { type GivableText, givableTexts } from '../rules.ts'

export type ReleaseTarget = {
  id: string
  clinicId: string
  patientId: string
  patient: { timeZone: string | null }
  clinic: { timeZone: string; emergencyNumber: string; outOfHoursPhone: string }
}

/** What could be given now, by the newest evaluation and the newest answers. The caller has checked the case. */
export async function givableNow(tx: Tx, target: ReleaseTarget, now: Date): Promise<readonly GivableText[]> {
  const of = { clinicId: target.clinicId, caseId: target.id }
  const row = await tx.factorEvaluation.findFirst({
    where: of,
    orderBy: [{ at: 'desc' }, { id: 'desc' }],
    select: { ruleSetVersion: true, inputs: true, results: true },
  })
  if (!row) throw new NotFound('evaluation')
  const { evaluation, inputs } = readEvaluation(row)
  const today = dayIn(target.patient.timeZone ?? target.clinic.timeZone, now)
  const safety = await caseSafety(tx, { ...of, patientId: target.patientId }, today)
  return givableTexts(evaluation, valuesOfInputs(inputs), await factorAnswers(tx, of), target.clinic, {
    blocked: safety.blockLevel !== 'none',
    unit: await unitOfRuns(tx, of),
  })
}
