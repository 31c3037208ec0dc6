import type { Limits } from '#lib/content/limits/index.ts'
import { type Day, timeText } from '#lib/dates.ts'
import { evaluateFactors } from '#lib/factors/evaluation/rules.ts'
import { caseInputs, storedInputsOf } from '#lib/factors/inputs/rules.ts'
import type { FactorAnswers } from '#lib/factors/responses/rules.ts'
import { groupViews } from '#lib/factors/views/rules.ts'
import type { GroupView } from '#lib/factors/views/schema.ts'
import type { cleanAnswers } from '#lib/intake/answers/rules.ts'
import type { Said, TriageDetail } from './schema.ts'

type Name = { readonly name: string }

type Referral = {
  readonly id: string
  readonly by: Name
  readonly at: Date
  readonly reason: string
  readonly takenBackBy: Name | null
  readonly takenBackAt: Date | null
  readonly takenBackReason: string | null
}

type Decided = {
  readonly decidedBy: Name | null
  readonly decidedAt: Date | null
  readonly referrals: readonly Referral[]
}

/** Who referred the intake on, for what the referral that stands says; null while it waits. `zone`: of who reads it. */
export function decidedView(
  { decidedBy, decidedAt, referrals }: Decided,
  zone: string,
  now: Date,
): Said | null {
  if (!decidedBy || !decidedAt) return null
  const reason = referrals.find(({ takenBackAt }) => !takenBackAt)?.reason ?? ''
  return { by: decidedBy.name, atText: timeText(decidedAt, zone, now), reason }
}

export const takenBackViews = (
  referrals: readonly Referral[],
  zone: string,
  now: Date,
): TriageDetail['takenBack'] =>
  referrals.flatMap(({ id, by, at, reason, takenBackBy, takenBackAt, takenBackReason }) => {
    if (!takenBackAt) return []
    const back = {
      by: takenBackBy?.name ?? '',
      atText: timeText(takenBackAt, zone, now),
      reason: takenBackReason ?? '',
    }
    return [{ id, by: by.name, atText: timeText(at, zone, now), reason, back }]
  })

/** What may add to it, by the answers of this one form; nobody has confirmed or dismissed anything yet. */
export function answeredFactors(
  id: string,
  answers: ReturnType<typeof cleanAnswers>,
  on: Day,
  limits: Limits,
): GroupView[] {
  const forms = [{ id, kind: 'intake' as const, on, answers }]
  const inputs = caseInputs({ forms, assessments: [], today: on, limits })
  const nobodyYet: FactorAnswers = new Map()
  return groupViews(evaluateFactors(inputs.values, limits), nobodyYet, storedInputsOf(inputs), null, limits)
}
