import { computedIds } from '#lib/assessment/rules.ts'
import type { RuleValues } from '#lib/rules/registry.ts'
import { computedFrom } from '../inputs/rules.ts'
import { replaces } from '../newest/rules.ts'

/**
 * The ids that an examination answers, without their side: what it measured, where its value is the one that `holds`, and what is
 * computed from that, whichever examination the rest of it is from.
 */
export function examinedIds(measured: RuleValues, holds: RuleValues): ReadonlySet<string> {
  const own = [...measured].filter(([id, value]) => replaces(holds.get(id), value))
  const ids = new Set(own.map(([id]) => id.replace(/(_force)?_(left|right)$/, '')))
  const computed = computedIds.filter((id) => computedFrom[id].some((one) => ids.has(one)))
  return new Set([...ids, ...computed])
}
