import { patterns } from '#lib/content/factors/patterns.ts'
import type { PatternPoint, PatternSpec } from '#lib/content/factors/types.ts'
import { factorRuleSetVersion } from '#lib/content/factors/version.ts'
import type { Limits } from '#lib/content/limits/index.ts'
import type { RuleEntry, RuleNumbers, RuleSource } from '#lib/rulebook/schema.ts'

const pointOf = ({ points, rule }: PatternPoint) => ({
  label: points > 0 ? `+${points}` : `−${-points}`,
  text: rule,
})

const entryOf = (pattern: PatternSpec, limits: Limits): RuleEntry => ({
  id: pattern.id,
  title: pattern.title,
  says: `Consider from ${pattern.threshold} points, possible from ${pattern.threshold - limits.pattern_possible_points}.`,
  rules: [...pattern.for, ...pattern.against].map(pointOf),
  evidence: 'Points and threshold: expert opinion [EO]',
  source: pattern.note,
})

export const patternRules = ({ limits }: RuleNumbers): RuleSource => ({
  id: 'patterns',
  title: 'Patterns to consider',
  note: 'For the physio alone. The points of the rules that are met add up; what is not assessed gives none.',
  version: factorRuleSetVersion,
  entries: patterns.map((pattern) => entryOf(pattern, limits)),
})
