import { factorGroups } from '#lib/content/factors/groups.ts'
import { factorsWith } from '#lib/content/factors/index.ts'
import { sentences } from '#lib/content/factors/sentences.ts'
import type { FactorSpec } from '#lib/content/factors/types.ts'
import { factorRuleSetVersion } from '#lib/content/factors/version.ts'
import { levelText } from '#lib/factors/words/rules.ts'
import type { RuleEntry, RuleNumbers, RuleSource } from '#lib/rulebook/schema.ts'
import { withoutValues } from '#lib/rulebook/words/rules.ts'

const groupTitle = (factor: FactorSpec) =>
  factorGroups.find((group) => group.id === factor.group)?.title ?? factor.group

const entryOf = (factor: FactorSpec): RuleEntry => ({
  id: factor.id,
  title: factor.title,
  says: withoutValues(sentences.find((one) => one.factorId === factor.id)?.text ?? ''),
  rules: factor.levels.map(({ level, rule }) => ({
    label: `Level ${level}, ${levelText(level).toLowerCase()}`,
    text: rule,
  })),
  evidence: `${groupTitle(factor)}; ${factor.evidence}`,
  source: [factor.evidenceNote, factor.expertThreshold ? 'Limits: expert opinion [EO]' : '']
    .filter(Boolean)
    .join('. '),
})

export const factorRules = ({ limits }: RuleNumbers): RuleSource => ({
  id: 'factors',
  title: 'Contributing factors',
  note: 'The highest level whose rule is met applies. Two-sided findings are read on the index side. A clinic may set the limits that are expert opinion.',
  version: factorRuleSetVersion,
  entries: factorsWith(limits).map(entryOf),
})
