import { FlagWhy } from '#components/flags/flag-why.tsx'
import { Disclosure } from '#components/ui/disclosure.tsx'
import { evidenceWeights } from '#lib/content/factors/groups.ts'
import { countText } from '#lib/dates.ts'
import type { FactorView, RuleView } from '#lib/factors/views/schema.ts'
import { levelText } from '#lib/factors/words/rules.ts'
import { MissingList } from './missing-list.tsx'

const stateWords = { met: 'met', not_met: 'not met', not_assessed: 'cannot be decided yet' } as const

function Rule({ rule, current }: { rule: RuleView; current: boolean }) {
  return (
    <div>
      <div className={current ? 'text-dense font-semibold' : 'text-dense text-ink-2'}>
        Level {rule.level}, {levelText(rule.level).toLowerCase()}: {stateWords[rule.state]}
        {rule.side ? `, ${rule.side}` : ''}
      </div>
      <FlagWhy why={rule.why} calm />
      <Disclosure summary="Rule text">
        <code className="text-caption break-words">{rule.text}</code>
      </Disclosure>
    </div>
  )
}

function Inputs({ factor }: { factor: FactorView }) {
  const given = factor.inputs.filter((input) => input.given)
  if (given.length === 0) return null
  return (
    <div>
      <div className="text-caption font-medium text-ink-2">Inputs</div>
      <dl className="mt-0.5 grid gap-1 text-dense">
        {given.map(({ id, label, answer, from }) => (
          <div key={id} className="flex flex-wrap items-baseline justify-between gap-x-3">
            <dt className="min-w-0 text-ink-2">{label}</dt>
            <dd className="num">
              <span className="font-medium">{answer}</span>
              {from ? <span className="text-caption text-ink-3"> · {from}</span> : null}
            </dd>
          </div>
        ))}
      </dl>
    </div>
  )
}

function Evidence({ factor }: { factor: FactorView }) {
  return (
    <div>
      <div className="text-caption font-medium text-ink-2">Evidence: {factor.evidence}</div>
      {factor.points > 0 ? (
        <p className="num text-dense text-ink-2">
          {countText(factor.points, 'point')}: level {factor.level} × {evidenceWeights[factor.evidence]} for
          this grade
        </p>
      ) : null}
      <p className="text-dense text-ink-2">{factor.evidenceNote}</p>
      {factor.modifiable ? null : (
        <p className="text-dense text-ink-2">It cannot be changed: a slower build-up follows from it.</p>
      )}
      {factor.blocks.length > 0 ? (
        <p className="mt-1 text-dense text-ink-2">Answered by: {factor.blocks.join(' · ')}</p>
      ) : null}
    </div>
  )
}

/** Behind a factor: its rules with each condition, the inputs with where they came from, what is missing. */
export function FactorDetails({ factor }: { factor: FactorView }) {
  const highestFirst = factor.rules.toReversed()
  return (
    <div className="grid gap-x-8 gap-y-4 md:grid-cols-[minmax(0,1.3fr)_minmax(0,1fr)]">
      <div className="grid content-start gap-2.5">
        <div className="text-caption font-medium text-ink-2">Why</div>
        {highestFirst.map((rule) => (
          <Rule key={rule.level} rule={rule} current={rule.level === factor.level} />
        ))}
      </div>
      <div className="grid content-start gap-4">
        <Inputs factor={factor} />
        <MissingList missing={factor.missing} label="Missing" />
        <MissingList missing={factor.mayBeHigher} label="May be higher. Missing" />
        <Evidence factor={factor} />
      </div>
    </div>
  )
}
