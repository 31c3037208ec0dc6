import { ruleText } from '#lib/alerts/findings/rules.ts'
import type { AlertLimits } from '#lib/alerts/findings/schema.ts'
import { ruleSetVersion } from '#lib/content/flags/version.ts'
import { type ReviewRule, reviewRules } from '#lib/content/review/advice.ts'
import { adviceWords } from '#lib/review/advice/rules.ts'
import { decisionWords } from '#lib/review/schema.ts'
import type { RuleEntry, RuleNumbers, RuleSource } from '#lib/rulebook/schema.ts'
import { withoutValues } from '#lib/rulebook/words/rules.ts'

const listed = ({ against }: ReviewRule) => against.map((one) => decisionWords[one].toLowerCase()).join(', ')

/** Some share their id with an alert, which has an entry of its own. */
const entryOf = (one: ReviewRule, limits: AlertLimits): RuleEntry => ({
  id: `review_${one.id}`,
  title: one.title,
  says: withoutValues(one.action),
  rules: [{ label: `Advises: ${adviceWords(one).toLowerCase()}`, text: ruleText(one.rule, limits) }],
  evidence: one.safety ? `Safety: a decision against it needs a reason (${listed(one)})` : 'Advice',
  source: one.source,
})

export const reviewAdviceRules = ({ alertLimits }: RuleNumbers): RuleSource => ({
  id: 'review',
  title: 'Review',
  note: 'What the rules advise at a review, in the order in which they speak: safety first, then the gravest change. The physio decides.',
  version: ruleSetVersion,
  entries: reviewRules.map((one) => entryOf(one, alertLimits)),
})
