import { MissingList } from '#components/factors/missing-list.tsx'
import { TextArea } from '#components/forms/text-area.tsx'
import { Disclosure } from '#components/ui/disclosure.tsx'
import type { BeginView, CheckView } from '#lib/programs/entry/schema.ts'

const results = { met: 'met', not_met: 'not met', not_assessed: 'not assessed' } as const

/** `names`: what each check is about, as seen from where it stands. */
type CheckNames = Readonly<Record<CheckView['name'], string>>

/** What a phase asks for, what of it is known, and how to get what is not. */
export function Checks({ checks, names }: { checks: readonly CheckView[]; names: CheckNames }) {
  return (
    <ul>
      {checks.map(({ name, text, result, because, missing }) => (
        <li key={name} className="border-t border-line py-2 text-dense first:border-t-0">
          <span className="font-semibold">{names[name]}</span>: {text}
          <span className="block text-caption text-ink-3">
            {results[result]}
            {because.length > 0 ? `: ${because.join('; ')}` : ''}
          </span>
          <MissingList missing={missing} label="Not assessed" />
        </li>
      ))}
    </ul>
  )
}

const names: CheckNames = {
  exit: 'The phase before',
  runs: 'Runs',
  ready: 'Every phase',
  entry: 'This phase',
  stages: 'Running again',
  stage: 'Running stage',
  impact: 'Running and jumping',
}
const summaries = { may: 'may begin', reason: 'needs a reason', blocked: 'kept back by a red flag' } as const

/**
 * Beside the choice of a phase: what each asks for before it begins, and the reason for one whose rules do not permit it.
 * `chosen`: what the form begins with.
 */
export function BeginFields({
  begins,
  chosen,
}: {
  begins: readonly BeginView[]
  chosen: string | undefined
}) {
  const asked = begins.filter(({ checks }) => checks.length > 0)
  const kept = asked.filter(({ state }) => state === 'reason')
  return (
    <>
      {asked.map(({ key, name, state, checks }) => (
        <Disclosure
          key={key}
          summary={`${name}: ${summaries[state]}`}
          open={key === chosen && state !== 'may'}
        >
          <Checks checks={checks} names={names} />
        </Disclosure>
      ))}
      {kept.length > 0 ? (
        <TextArea
          name="entryReason"
          label="Why a phase begins although its rules do not permit it"
          hint={`Needed for ${kept.map(({ name }) => name).join(', ')}.`}
          optional={!kept.some(({ key }) => key === chosen)}
          rows={2}
          maxLength={300}
        />
      ) : null}
    </>
  )
}
