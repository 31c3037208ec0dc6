import type { Day } from '#lib/dates.ts'
import 'server-only'
import type { Actor } from '#lib/access/actor.ts'
import {
  assessmentsOf,
  examinedCase,
  injuriesOf,
  newestFindings,
  recordedOf,
  type StoredAssessment,
} from '#lib/assessment/record/queries.ts'
import { computedNames, findingValues } from '#lib/assessment/rules.ts'
import type { CaseSide } from '#lib/cases/schema.ts'
import type { Limits } from '#lib/content/limits/index.ts'
import type { Tx } from '#lib/db/as-actor.ts'
import { evaluatedCases } from '#lib/factors/policy.ts'
import { cleanAnswers } from '#lib/intake/answers/rules.ts'
import { toldIn } from '#lib/intake/told/queries.ts'
import { withRecord } from '#lib/patients/births/rules.ts'
import type { RuleValue } from '#lib/rules/registry.ts'
import { type AssessmentInput, caseInputs, type FactorInputs, type FormInput } from './rules.ts'

export type FactorTarget = { clinicId: string; caseId: string; patientId: string }

/**
 * What the patient was asked, oldest first: the form that the case came out of, those asked since, and what logs told of a
 * new injury; and the limits of the clinic.
 */
async function told(tx: Tx, target: FactorTarget): Promise<{ forms: FormInput[]; limits: Limits }> {
  const { forms, recorded, limits } = await toldIn(tx, target)
  const injuries = (await injuriesOf(tx, target)).map((one) => ({ ...one, kind: 'log' as const }))
  const all = [
    ...forms.map((form) => ({ ...form, answers: withRecord(cleanAnswers(form.answers), recorded) })),
    ...injuries,
  ].toSorted((a, b) => a.at.getTime() - b.at.getTime())
  return { forms: all.map(({ at: _, ...one }) => one), limits }
}

/**
 * Each examination with its findings, measured and computed on its own day, oldest first; and what is computed from the newest of
 * all of them.
 */
async function examined(
  tx: Tx,
  actor: Actor,
  target: FactorTarget,
  now: Date,
): Promise<{ assessments: AssessmentInput[]; calculated: Readonly<Record<string, RuleValue>> }> {
  const of = await examinedCase(tx, target.caseId, evaluatedCases(actor), now)
  const all = await assessmentsOf(tx, target)
  const { values } = newestFindings({ all, target: of })
  const assessments = recordedOf(all, of).map(({ measured, context }, index) => {
    const { id, on } = all[index] as StoredAssessment
    return { id, on, findings: Object.fromEntries(findingValues(measured, context)) }
  })
  const calculated = Object.fromEntries(computedNames.map((name) => [name, values.get(name) ?? null]))
  return { assessments, calculated: all.length > 0 ? calculated : {} }
}

/**
 * What the rules read about a case, and with which limits, for whoever may read its forms and assessments: the care team, or
 * the patient's own entry on duty. `today`: the patient's day.
 */
export async function caseFactorInputs(
  tx: Tx,
  actor: Actor,
  target: FactorTarget & { side: CaseSide; today: Day },
  now: Date,
): Promise<{ inputs: FactorInputs; limits: Limits }> {
  const { side, today } = target
  const { forms, limits } = await told(tx, target)
  const found = await examined(tx, actor, target, now)
  return { inputs: caseInputs({ forms, ...found, side, today, limits }), limits }
}
