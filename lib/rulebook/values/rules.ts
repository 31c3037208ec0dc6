import { ottawaItems } from '#lib/content/flags/ottawa.ts'
import { ruleSetVersion } from '#lib/content/flags/version.ts'
import { crossCheckRules } from '#lib/content/intake/checks.ts'
import { derivedSpecs } from '#lib/content/intake/derived.ts'
import { crossCheckTexts } from '#lib/content/intake/texts.ts'
import type { Limits } from '#lib/content/limits/index.ts'
import { prognosis } from '#lib/content/outcomes/instruments.ts'
import { plateauRule } from '#lib/content/progression/plateau.ts'
import { derivedLabels } from '#lib/intake/words/rules.ts'
import type { RuleEntry, RuleNumbers, RuleSource } from '#lib/rulebook/schema.ts'
import { namesAny, withNumbers } from '#lib/rules/numbers.ts'

const readable = (option: string) => option.charAt(0).toUpperCase() + option.slice(1).replaceAll('_', ' ')

const evidenceOf = (cases: readonly { readonly rule: string }[]) =>
  cases.some(({ rule }) => namesAny(rule))
    ? 'From the answers of a form; expert opinion [EO], a clinic may set other limits'
    : 'From the answers of a form'

const derived = (limits: Limits): readonly RuleEntry[] =>
  derivedSpecs.flatMap(({ id, cases }) =>
    cases
      ? [
          {
            id: `value_${id}`,
            title: derivedLabels[id]?.label ?? readable(id),
            says: 'The first rule that is met gives the value, from top to bottom.',
            rules: cases.map(({ option, rule }) => ({
              label: readable(option),
              text: withNumbers(rule, limits),
            })),
            evidence: evidenceOf(cases),
            source: 'Intake 1.1',
          },
        ]
      : [],
  )

const others = (limits: Limits): readonly RuleEntry[] => [
  {
    id: 'value_ottawa',
    title: 'Ottawa knee rule',
    says: 'Positive when one item is met: an X-ray is needed.',
    rules: ottawaItems.map(({ item, label, rule }) => ({ label: `${item}. ${label}`, text: rule })),
    evidence: 'Decision aid after an injury of at most 7 days',
    source: 'Red flags 4.1 [61][62][63]',
  },
  {
    id: 'value_plateau',
    title: 'Plateau',
    says: 'The course counts as a plateau.',
    rules: [{ label: 'Yes', text: plateauRule(limits) }],
    evidence: 'Indicator; expert opinion [EO], a clinic may set other limits',
    source: 'Review 2.3',
  },
  {
    id: 'value_prognosis',
    title: 'Longer course',
    says: prognosis.text,
    rules: [{ label: 'Shown', text: prognosis.rule }],
    evidence: 'Told to the physio',
    source: prognosis.source,
  },
]

const asked: readonly RuleEntry[] = crossCheckRules.map((text, at) => ({
  id: `check_${at + 1}`,
  title: `Answers that do not go together, ${at + 1}`,
  says: crossCheckTexts[at] ?? '',
  rules: [{ label: 'Asked back', text }],
  evidence: 'Asked back before the form is sent',
  source: 'Intake 18',
}))

export const valueRules = ({ limits }: RuleNumbers): RuleSource => ({
  id: 'values',
  title: 'Values',
  note: 'What is worked out by rules and read by others, and what a form asks back.',
  version: ruleSetVersion,
  entries: [...derived(limits), ...others(limits), ...asked],
})
