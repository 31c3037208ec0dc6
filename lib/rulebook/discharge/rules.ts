import { type DischargeCriterion, dischargeCriteria, shouldNeeded } from '#lib/content/discharge/criteria.ts'
import { ruleSetVersion } from '#lib/content/flags/version.ts'
import type { RuleEntry, RuleSource } from '#lib/rulebook/schema.ts'

const kinds = {
  must: 'Must: without it no discharge is suggested',
  should: `Should: ${shouldNeeded} of these are needed`,
} as const
const titles: Readonly<Record<string, string>> = {
  safe: 'Nothing unsafe is open',
  pain: 'Little pain, and no flare',
  running: 'The running goal is reached',
  measures: 'A measure is importantly better',
  activities: 'Own activities are possible again',
  strength: 'Strength and control are back',
  self_management: 'The patient manages alone',
  change: 'The patient feels clearly better',
}

const entryOf = ({ id, kind, text, rule }: DischargeCriterion): RuleEntry => ({
  id: `discharge_${id}`,
  title: titles[id] ?? id,
  says: text,
  rules: [{ label: kind === 'must' ? 'Must' : 'Should', text: rule }],
  evidence: kinds[kind],
  source: 'Review 5',
})

export const dischargeRules: RuleSource = {
  id: 'discharge',
  title: 'Discharge',
  note: `A discharge is suggested when every “must” and at least ${shouldNeeded} of the “should” are met; what is not assessed is not met. The physio decides. With two equal sides both have to fulfil a rule.`,
  version: ruleSetVersion,
  entries: dischargeCriteria.map(entryOf),
}
