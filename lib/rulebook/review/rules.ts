import { ruleText } from '#lib/alerts/findings/rules.ts'
import { ruleSetVersion } from '#lib/content/flags/version.ts'
import { type ReviewRule, reviewRules } from '#lib/content/review/advice.ts'
import { decisionWords } from '#lib/review/schema.ts'
import type { RuleEntry, RuleSource } from '#lib/rulebook/schema.ts'

const listed = ({ against }: ReviewRule) => against.map((one) => decisionWords[one].toLowerCase()).join(', ')

/** Some share their id with an alert, which has an entry of its own. */
const entryOf = (one: ReviewRule): RuleEntry => ({
  id: `review_${one.id}`,
  title: one.title,
  says: one.action,
  rules: [{ label: `Advises: ${decisionWords[one.advises].toLowerCase()}`, text: ruleText(one.rule) }],
  evidence: one.safety ? `Safety: a decision against it needs a reason (${listed(one)})` : 'Advice',
  source: one.source,
})

export const reviewAdviceRules: RuleSource = {
  id: 'review',
  title: 'Review',
  note: 'What the rules advise at a review, in the order in which they speak: safety first, then the gravest change. The physio decides. Limits are shown as the product brings them.',
  version: ruleSetVersion,
  entries: reviewRules.map(entryOf),
}
