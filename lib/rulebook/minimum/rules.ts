import { hopPainRule, minimumWith } from '#lib/content/assessment/minimum.ts'
import { ruleSetVersion } from '#lib/content/flags/version.ts'
import { defaultLimits } from '#lib/content/limits/index.ts'
import type { RuleSource } from '#lib/rulebook/schema.ts'

const rows = [
  ...minimumWith(defaultLimits).map((row) => ({
    ...row,
    says: 'Has to be recorded before a program may begin.',
  })),
  {
    ...{ id: 'hop_pain', label: 'Pain in ten hops', rule: hopPainRule },
    says: 'Has to be recorded when an item of the program is stopped by a flag that stops running and impact.',
  },
]

export const minimumRules: RuleSource = {
  id: 'minimum',
  title: 'Before a program',
  note: 'What has to be recorded before a program may begin. Each has to be met. How long safety answers count, a clinic may set shorter.',
  version: ruleSetVersion,
  entries: rows.map(({ id, label, says, rule }) => ({
    ...{ id: `minimum_${id}`, title: label, says, rules: [{ label: 'Recorded', text: rule }] },
    ...{ evidence: 'Minimum data', source: 'Assessment 9' },
  })),
}
