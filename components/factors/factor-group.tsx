import { Disclosure } from '#components/ui/disclosure.tsx'
import { Section } from '#components/ui/section.tsx'
import { countText } from '#lib/dates.ts'
import type { FactorView, GroupView, ResponseView } from '#lib/factors/views/schema.ts'
import { groupBandWords } from '#lib/factors/words/rules.ts'
import { type Answering, FactorRow } from './factor-row.tsx'

type GroupProps = {
  group: GroupView
  responses?: Readonly<Record<string, readonly ResponseView[]>>
  answering?: Answering
}

const uncheckedOnly = (group: GroupView) => group.found.length + group.absent.length === 0

/** "major, 14 points", "not yet checked". */
export const scoreText = (group: GroupView): string => {
  if (uncheckedOnly(group)) return 'not yet checked'
  return group.score === 0
    ? groupBandWords.none
    : `${groupBandWords[group.band]}, ${countText(group.score, 'point')}`
}

/** A group with its factors: found ones open to the eye, the others one click away. */
export function FactorGroup({ group, responses = {}, answering = null }: GroupProps) {
  const rows = (factors: readonly FactorView[], answers: Answering) =>
    factors.map((factor) => (
      <FactorRow key={factor.id} factor={factor} responses={responses[factor.id] ?? []} answering={answers} />
    ))
  return (
    <Section
      id={group.id}
      title={group.title}
      aside={<span className="num text-ink-2">{scoreText(group)}</span>}
    >
      {group.found.length > 0 ? <div>{rows(group.found, answering)}</div> : null}
      {group.notAssessed.length > 0 ? (
        <Disclosure
          className="row-details"
          summary={
            <>
              Not yet checked: {group.notAssessed.length}
              <span className="font-normal text-ink-3">{group.needs ? `needs ${group.needs}` : ''}</span>
            </>
          }
        >
          <div className="text-base-content">{rows(group.notAssessed, null)}</div>
        </Disclosure>
      ) : null}
      {group.absent.length > 0 ? (
        <Disclosure className="row-details" summary={`Not present: ${group.absent.length}`}>
          <div className="text-base-content">{rows(group.absent, null)}</div>
        </Disclosure>
      ) : null}
    </Section>
  )
}
