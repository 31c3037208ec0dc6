import { writtenTriggers } from '#lib/content/flags/index.ts'
import { flagTable } from '#lib/content/flags/table.ts'
import { flagTitles, urgencyTitles } from '#lib/content/flags/titles.ts'
import type { Block, FlagSpec, TargetTime } from '#lib/content/flags/types.ts'
import { ruleSetVersion } from '#lib/content/flags/version.ts'
import type { Limits } from '#lib/content/limits/index.ts'
import { physioWords } from '#lib/flags/cards/rules.ts'
import type { RuleEntry, RuleNumbers, RuleSource } from '#lib/rulebook/schema.ts'
import { namesAny, withNumbers } from '#lib/rules/numbers.ts'

const blocks: Record<Block, string> = {
  programme: 'stops the program',
  impact: 'stops running and impact',
  none: 'stops nothing',
}
const places = { intake: 'In the form', assessment: 'In an assessment', log: 'In a log' } as const

const timeText = (time: TargetTime) =>
  'days' in time ? `within ${time.days} days` : `within ${time.workingDays} working days`

const entryOf = (flag: FlagSpec, limits: Limits): RuleEntry => ({
  id: flag.id,
  title: flagTitles[flag.id] ?? flag.id,
  says: physioWords(flag.physioText),
  rules: [
    ...writtenTriggers
      .filter((row) => row.flagId === flag.id)
      .map(({ source, rule }) => ({
        label: namesAny(rule) ? `${places[source]}, limit: expert opinion` : places[source],
        text: withNumbers(rule, limits),
      })),
    ...(flag.target?.when
      ? [{ label: `Sooner, ${timeText(flag.target.when.time)}`, text: flag.target.when.rule }]
      : []),
  ],
  evidence: `${urgencyTitles[flag.urgency]}; ${blocks[flag.block]}`,
  source: flag.reference,
})

export const flagRules = ({ limits }: RuleNumbers): RuleSource => ({
  id: 'flags',
  title: 'Red flags',
  note: 'Safety findings. On two-sided findings either side is enough. A clinic may set more cautious limits where they are expert opinion.',
  version: ruleSetVersion,
  entries: flagTable.map((flag) => entryOf(flag, limits)),
})
