/** Findings that are computed and have no value: what is still to be examined for them, or why an examination gives none. */
import { computedFrom } from '#lib/assessment/inputs/rules.ts'
import { heelRaiseNorm, sitToStandLine } from '#lib/assessment/norms/rules.ts'
import { behindIds, symmetryIds } from '#lib/assessment/rules.ts'
import { sides } from '#lib/content/assessment/types.ts'
import { flagRuleIds } from '#lib/content/ids/flags.ts'
import { isKnown } from '#lib/rules/evaluate.ts'
import type { RuleValues } from '#lib/rules/registry.ts'

const fromOf: Readonly<Record<string, readonly string[]>> = {
  ...computedFrom,
  knee_ext_low: ['str_knee_ext', 'str_knee_ext_position'],
}

/** Of one side compared with the other. */
const compared: ReadonlySet<string> = new Set([
  ...Object.keys(symmetryIds),
  ...Object.keys(behindIds),
  'heel_raise_diff_pct',
])

/** Of one side compared with a norm, which the other sex of that age has or has not as well. */
const norms: Readonly<Record<string, typeof heelRaiseNorm>> = {
  sts30_low: sitToStandLine,
  heel_raise_gap: heelRaiseNorm,
  heel_raise_norm_pct: heelRaiseNorm,
}

function isMeasured(id: string, of: string, values: RuleValues): boolean {
  const index = values.get('index_side')
  const own = index === 'left' || index === 'right' ? [index] : sides
  const read = compared.has(of) ? sides : own
  const names = flagRuleIds.get(id)?.sided ? read.map((side) => `${id}_${side}`) : [id]
  return names.every((name) => isKnown(values.get(name) ?? null))
}

/** What a computed finding is measured by: the first of it that is not known. An id that is not computed is itself. */
export const toMeasure = (id: string, values: RuleValues): string =>
  measuredFor(id).find((one) => !isMeasured(one, id, values)) ?? id

/** Why no examination gives a finding, in words; null while one can. */
export function noAnswer(id: string, values: RuleValues): string | null {
  if (compared.has(id) && values.get('index_side') === 'equal') return 'Both knees hurt: no comparison'
  if (toMeasure(id, values) !== id) return null
  if (id === 'knee_ext_low') return 'No norm at this age and angle'
  const [norm, age] = [norms[id], values.get('age_years')]
  if (!norm) return null
  const known = typeof age === 'number' && norm(age, 'female') !== null
  return known ? 'No norm while the sex is not known' : 'No norm at this age'
}

/** What is to be known of an examination to say so. */
export const measuredFor = (id: string): readonly string[] => fromOf[id] ?? []
