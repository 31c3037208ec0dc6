import type { RuleValues } from '#lib/rules/registry.ts'
import type { Raw } from '../schema.ts'

const ottawaInputs = ['test_patella_isolated_tender', 'test_fibular_head_tender', 'rom_knee_flexion_deg']

const isTested = (value: unknown): boolean => value !== 'not_tested'

/**
 * The ids that this examination answers, without their side; what was not tested is no answer. The Ottawa rule is its own only
 * with a finding of its own.
 */
export function examinedIds(raw: Raw, found: RuleValues): ReadonlySet<string> {
  const tested = [...found].filter(([, value]) => isTested(value))
  const ids = new Set(tested.map(([id]) => id.replace(/_(left|right)$/, '')))
  const examined = Object.entries(raw).some(
    ([name, value]) => isTested(value) && ottawaInputs.some((id) => name.startsWith(`${id}_`)),
  )
  if (!examined) ids.delete('ottawa_positive')
  return ids
}
