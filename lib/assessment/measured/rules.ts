/** From what was written down to the values that rules read: best or mean of the trials, torque by body weight. */

import { unsidedIn } from '#lib/assessment/fields/schema.ts'
import type { Raw } from '#lib/assessment/schema.ts'
import { bestOf, meanOf, newtonOf, torquePerKg } from '#lib/assessment/symmetry/rules.ts'
import { assessmentItems } from '#lib/content/assessment/index.ts'
import { type AssessmentItem, type Side, sides } from '#lib/content/assessment/types.ts'
import type { RuleValue, RuleValues } from '#lib/rules/registry.ts'

const trials = (value: Raw[string] | undefined): readonly number[] =>
  (Array.isArray(value) ? value : [value]).filter((one) => typeof one === 'number')

const key = (id: string, side: Side | null) => (side ? `${id}_${side}` : id)

/**
 * The field in which a force was entered, and its trials in newton: kilogram with a scale, newton with any other device. What
 * stands in the field of the other unit counts where its own is empty.
 */
export function forceOf(
  item: AssessmentItem,
  side: Side | null,
  raw: Raw,
): { readonly name: string; readonly newton: readonly number[] } {
  const [force, kg] = [key(`${item.id}_force`, side), key(`${item.id}_kg`, side)]
  const fields = [
    { name: force, newton: trials(raw[force]) },
    { name: kg, newton: trials(raw[kg]).map(newtonOf) },
  ]
  const inOrder = raw.device_strength === 'scale' ? fields.toReversed() : fields
  return inOrder.find(({ newton }) => newton.length > 0) ?? { name: force, newton: [] }
}

function measuredOf(item: AssessmentItem, side: Side | null, raw: Raw, weightKg: number | null): RuleValue {
  // Of a grade for the worse side alone nobody knows which one it was: it may be either.
  const value = raw[key(item.id, side)] ?? unsidedIn(item, raw)
  switch (item.input.kind) {
    case 'number': {
      const of = trials(value)
      return item.input.take === 'mean' ? meanOf(of) : bestOf(of)
    }
    case 'force': {
      const force = bestOf(forceOf(item, side, raw).newton)
      const lever = raw[`${item.id}_lever_m`]
      if (force === null || typeof lever !== 'number' || weightKg === null) return null
      return torquePerKg(force, lever, weightKg)
    }
    case 'list':
      return Array.isArray(value) ? value.filter((one) => typeof one === 'string') : null
    default:
      return typeof value === 'string' ? value : null
  }
}

/**
 * The pain during a test that was done. A number that was left behind when the result was taken back is none; where pain is always
 * asked for, it may be all that is known of the test.
 */
export function painOf(item: AssessmentItem, side: Side | null, raw: Raw): number | null {
  const pain = raw[key(`${item.id}_nprs`, side)]
  const result = raw[key(item.id, side)]
  const done = result === undefined ? item.pain === 'always' : result !== 'not_tested'
  return typeof pain === 'number' && done ? pain : null
}

/**
 * The measured values of one examination by the ids of the rule language, `<id>_left` and `<id>_right` where two-sided,
 * with `<id>_nprs_…`, `<id>_position` and `device_…`; of a strength also the force in newton, `<id>_force_…`, which is known
 * without lever arm and body weight. What was not recorded has no key.
 */
export function measuredValues(raw: Raw, weightKg: number | null): RuleValues {
  const values = new Map<string, RuleValue>()
  const put = (id: string, value: RuleValue) => {
    if (value !== null) values.set(id, value)
  }
  for (const item of assessmentItems) {
    for (const side of item.sided ? sides : [null]) {
      put(key(item.id, side), measuredOf(item, side, raw, weightKg))
      put(key(`${item.id}_nprs`, side), painOf(item, side, raw))
      if (item.input.kind === 'force')
        put(key(`${item.id}_force`, side), bestOf(forceOf(item, side, raw).newton))
    }
  }
  for (const [name, value] of Object.entries(raw)) {
    const told = name.endsWith('_position') || name.startsWith('device_')
    if (typeof value === 'string' && (told || name === 'red_flags_reviewed' || name === 'guardian_consent'))
      put(name, value)
  }
  return values
}
