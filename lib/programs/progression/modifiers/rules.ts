import { flagRuleIds } from '#lib/content/ids/flags.ts'
import {
  appliesItselfRule,
  holdBiasRule,
  plyoBlockedRule,
  pregnancyOrBirthRule,
  runLoadBlockedRule,
} from '#lib/content/progression/modifiers.ts'
import { isTrue } from '#lib/rules/evaluate.ts'
import { loadRule } from '#lib/rules/parse.ts'
import type { RuleValues } from '#lib/rules/registry.ts'
import { explainSides } from '#lib/rules/sides.ts'
import type { YesNo } from '#lib/tracking/results/schema.ts'
import type { Modifiers } from '../schema.ts'

const holdBiasLoaded = loadRule(holdBiasRule, flagRuleIds)
const plyoBlocked = loadRule(plyoBlockedRule, flagRuleIds)
const runLoadBlocked = loadRule(runLoadBlockedRule, flagRuleIds)
const pregnancyOrBirth = loadRule(pregnancyOrBirthRule, flagRuleIds)
const appliesItself = loadRule(appliesItselfRule, flagRuleIds)
const pregnant = loadRule('medical_conditions includes pregnancy', flagRuleIds)

/** `hold_bias`: yes, no, or null when it is not assessed. */
export function holdBias(values: RuleValues): YesNo | null {
  const { result } = explainSides(holdBiasLoaded, { values, registry: flagRuleIds }, 'flag')
  return result === 'N' ? null : result === 'T' ? 'yes' : 'no'
}

/** `need_n`: 2 when `hold_bias = no`, else 3. */
export const needN = (bias: YesNo | null): number => (bias === 'no' ? 2 : 3)

/** From answers and findings (clinical/programmes.md 3.4). */
export const modifiersOf = (values: RuleValues): Modifiers => ({
  needN: needN(holdBias(values)),
  plyoBlocked: isTrue(plyoBlocked, { values }),
  runLoadBlocked: isTrue(runLoadBlocked, { values }),
  pregnancyOrBirth: isTrue(pregnancyOrBirth, { values }),
  pregnant: isTrue(pregnant, { values }),
})

/** Whether a step up may apply itself at all; a value that is missing means no. */
export const mayApplyItself = (values: RuleValues): boolean => isTrue(appliesItself, { values })
