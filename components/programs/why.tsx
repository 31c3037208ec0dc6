import { Disclosure } from '#components/ui/disclosure.tsx'
import { Facts } from '#components/ui/section.tsx'
import type { RuleValue } from '#lib/rules/registry.ts'
import { inputWords, suggestionValue } from './suggestion-words.ts'

type Said = { ruleId: string; rule: string; inputs: readonly { id: string; value: RuleValue }[] }

/** Why: the rule as written and the values that it read. */
export function Why({ one }: { one: Said }) {
  return (
    <Disclosure summary={`Why: rule ${one.ruleId}`} className="mt-1">
      <p className="num break-words font-mono text-caption">{one.rule}</p>
      <div className="mt-1.5">
        <Facts
          width="11rem"
          items={one.inputs.map(({ id, value }) => ({ term: inputWords(id), value: suggestionValue(value) }))}
        />
      </div>
    </Disclosure>
  )
}
