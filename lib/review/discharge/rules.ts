import { clinicalIds } from '#lib/content/ids.ts'
import { dischargeCriteria, shouldNeeded } from '#lib/content/review/discharge.ts'
import { deciding, missingIds } from '#lib/rules/explain.ts'
import { loadRule } from '#lib/rules/parse.ts'
import type { RuleValues } from '#lib/rules/registry.ts'
import { explainSides, type IndexSide } from '#lib/rules/sides.ts'

/** One criterion with its result; `because`: the conditions that keep it from being met. */
export type DischargeCheck = {
  readonly id: string
  readonly kind: 'must' | 'should'
  readonly text: string
  readonly rule: string
  readonly result: 'met' | 'not_met' | 'not_assessed'
  readonly because: readonly string[]
  readonly missing: readonly string[]
}

export type Discharge = { readonly ok: 'yes' | 'no'; readonly checks: readonly DischargeCheck[] }

const loaded = dischargeCriteria.map((one) => ({ ...one, loaded: loadRule(one.rule, clinicalIds) }))
const words = { T: 'met', F: 'not_met', N: 'not_assessed' } as const

/**
 * `discharge_ok` (clinical/review.md 5): `yes` when every "must" is true and at least two "should" are, else `no`. Not
 * assessed is not met.
 */
export function dischargeOf(values: RuleValues, index: IndexSide | null): Discharge {
  const checks = loaded.map(({ id, kind, text, rule, loaded: parsed }): DischargeCheck => {
    const { result, trace } = explainSides(parsed, { values, registry: clinicalIds }, 'permission', index)
    const because = result === 'T' ? [] : deciding(trace).map((part) => part.text)
    return { id, kind, text, rule, result: words[result], because, missing: missingIds(trace) }
  })
  const met = (kind: DischargeCheck['kind']) =>
    checks.filter((one) => one.kind === kind && one.result === 'met').length
  const musts = checks.filter(({ kind }) => kind === 'must').length
  return { ok: met('must') === musts && met('should') >= shouldNeeded ? 'yes' : 'no', checks }
}
