import type { Raw } from '../schema.ts'

const ottawaInputs = ['test_patella_isolated_tender', 'test_fibular_head_tender', 'rom_knee_flexion_deg']

/** The ids that this examination answers, without their side. The Ottawa rule is its own only with a finding of its own. */
export function examinedIds(raw: Raw, found: readonly string[]): ReadonlySet<string> {
  const ids = new Set(found.map((id) => id.replace(/_(left|right)$/, '')))
  const examined = Object.keys(raw).some((name) => ottawaInputs.some((id) => name.startsWith(`${id}_`)))
  if (!examined) ids.delete('ottawa_positive')
  return ids
}
