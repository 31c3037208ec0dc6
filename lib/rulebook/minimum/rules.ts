import { hopPainRule, minimumWith } from '#lib/content/assessment/minimum.ts'
import { ruleSetVersion } from '#lib/content/flags/version.ts'
import type { Limits } from '#lib/content/limits/index.ts'
import { impactRule } from '#lib/content/programs/permission.ts'
import type { RuleEntry, RuleNumbers, RuleSource } from '#lib/rulebook/schema.ts'

const rows = (limits: Limits) => [
  ...minimumWith(limits).map((row) => ({
    ...row,
    says: 'Has to be recorded before a program may begin.',
  })),
  {
    id: 'hop_pain',
    label: 'Pain in ten hops',
    rule: hopPainRule,
    says: 'Has to be recorded when an item of the program is stopped by a flag that stops running and impact.',
  },
]

const permission: RuleEntry = {
  id: 'impact_permitted',
  title: 'Running and jumping permitted',
  says: 'Exercises with running or jumps may be published when it is met. Otherwise the physio permits them with a reason, except against a red flag that stops them.',
  rules: [{ label: 'Permitted', text: impactRule }],
  evidence: 'Permission by the assessment',
  source: 'Exercises 1',
}

export const minimumRules = ({ limits }: RuleNumbers): RuleSource => ({
  id: 'minimum',
  title: 'Before a program',
  note: 'What has to be recorded before a program may begin, each has to be met; and what permits running and jumping. How long safety answers count, a clinic may set shorter.',
  version: ruleSetVersion,
  entries: [
    ...rows(limits).map(({ id, label, says, rule }) => ({
      id: `minimum_${id}`,
      title: label,
      says,
      rules: [{ label: 'Recorded', text: rule }],
      evidence: 'Minimum data',
      source: 'Assessment 9',
    })),
    permission,
  ],
})
