import { ruleSetVersion } from '#lib/content/flags/version.ts'
import { indicatorDocs } from '#lib/content/review/indicators.ts'
import { withNumbers } from '#lib/rules/numbers.ts'
import type { RuleNumbers, RuleSource } from '../schema.ts'

/** How each value of a review and of an alert is worked out, with the numbers of the clinic. */
export const indicatorRules = ({ limits }: RuleNumbers): RuleSource => ({
  id: 'indicators',
  title: 'Indicators',
  note: 'What is worked out from entries, forms and measures, and read by the rules of alerts, reviews, phases and discharge.',
  version: ruleSetVersion,
  entries: Object.entries(indicatorDocs).map(([id, doc]) => ({
    id: `indicator_${id}`,
    title: doc.unit ? `${doc.label} (${doc.unit})` : doc.label,
    says: `${withNumbers(doc.definition, limits)} Needed: ${withNumbers(doc.minimum, limits)}.`,
    rules: [],
    evidence: 'Indicator',
    source: doc.source,
  })),
})
