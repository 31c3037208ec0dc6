import { flagRuleIds } from '#lib/content/ids/flags.ts'
import {
  ageKnownRule,
  appliesItselfRule,
  holdBiasRule,
  plyoBlockedRule,
  pregnancyKnownRule,
  pregnancyOrBirthRule,
  runLoadBlockedRule,
} from '#lib/content/progression/modifiers.ts'
import { isTrue, yesOrNo } from '#lib/rules/evaluate.ts'
import { loadRule } from '#lib/rules/parse.ts'
import type { RuleValues } from '#lib/rules/registry.ts'
import { explainSides } from '#lib/rules/sides.ts'
import type { YesNo } from '#lib/tracking/results/schema.ts'
import type { HeldCause, Modifiers, ToldKind } from '../schema.ts'

const holdBiasLoaded = loadRule(holdBiasRule, flagRuleIds)
const plyoBlocked = loadRule(plyoBlockedRule, flagRuleIds)
const runLoadBlocked = loadRule(runLoadBlockedRule, flagRuleIds)
const pregnancyOrBirth = loadRule(pregnancyOrBirthRule, flagRuleIds)
const ageKnown = loadRule(ageKnownRule, flagRuleIds)
const pregnancyKnown = loadRule(pregnancyKnownRule, flagRuleIds)
const appliesItself = loadRule(appliesItselfRule, flagRuleIds)
const pregnant = loadRule('medical_conditions includes pregnancy', flagRuleIds)

/** `hold_bias`: yes, no, or null when it is not assessed. */
export function holdBias(values: RuleValues): YesNo | null {
  const { result } = explainSides(holdBiasLoaded, { values, registry: flagRuleIds }, 'flag')
  return yesOrNo(result)
}

/** `need_n`: 2 when `hold_bias = no`, else 3. */
export const needN = (bias: YesNo | null): number => (bias === 'no' ? 2 : 3)

/** From answers and findings (clinical/programmes.md 3.4). What is not known holds back as if it were so. */
export function modifiersOf(values: RuleValues): Modifiers {
  const ageNotKnown = !isTrue(ageKnown, { values })
  const pregnancyNotKnown = !isTrue(pregnancyKnown, { values })
  return {
    needN: needN(holdBias(values)),
    plyoBlocked: ageNotKnown || isTrue(plyoBlocked, { values }),
    runLoadBlocked: isTrue(runLoadBlocked, { values }),
    pregnancyOrBirth: pregnancyNotKnown || isTrue(pregnancyOrBirth, { values }),
    pregnant: isTrue(pregnant, { values }),
    notKnown: [
      ...(ageNotKnown ? ['age' as const] : []),
      ...(pregnancyNotKnown ? ['pregnancy' as const] : []),
    ],
  }
}

/** The same, with what was told of in her other treatments: it only holds back. */
export function modifiersWith(values: RuleValues, told: readonly ToldKind[]): Modifiers {
  const own = modifiersOf(values)
  if (told.length === 0) return own
  const ofBirth = told.includes('pregnancy') || told.includes('recent_birth')
  const birthHere = own.pregnancyOrBirth && !own.notKnown.includes('pregnancy')
  const causes: [HeldCause, boolean][] = [
    ['load', told.includes('reds') && !own.runLoadBlocked],
    ['birth', ofBirth && !birthHere],
    ['pregnancy', told.includes('pregnancy') && !own.pregnant],
  ]
  return {
    ...own,
    runLoadBlocked: own.runLoadBlocked || told.includes('reds'),
    pregnancyOrBirth: own.pregnancyOrBirth || ofBirth,
    pregnant: own.pregnant || told.includes('pregnancy'),
    heldElsewhere: causes.flatMap(([cause, elsewhere]) => (elsewhere ? [cause] : [])),
  }
}

/** Whether a step up may apply itself at all; a value that is missing means no. */
export const mayApplyItself = (values: RuleValues): boolean => isTrue(appliesItself, { values })
