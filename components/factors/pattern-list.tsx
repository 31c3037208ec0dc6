import { FlagWhy } from '#components/flags/flag-why.tsx'
import { Disclosure } from '#components/ui/disclosure.tsx'
import { Section } from '#components/ui/section.tsx'
import type { CaseFactors } from '#lib/factors/queries.ts'
import type { PatternPointView, PatternView } from '#lib/factors/views/schema.ts'
import { patternWords } from '#lib/factors/words/rules.ts'
import { MissingList } from './missing-list.tsx'

const signed = (points: number) => (points > 0 ? `+${points}` : `−${-points}`)

function Points({ title, points }: { title: string; points: readonly PatternPointView[] }) {
  const met = points.filter((point) => point.state === 'met')
  if (met.length === 0) return null
  return (
    <div>
      <div className="text-caption font-medium text-ink-2">{title}</div>
      <ul className="grid gap-0.5">
        {met.map((point) => (
          <li key={point.text} className="grid grid-cols-[1.5rem_minmax(0,1fr)] items-start">
            <span className="num pt-1.5 text-dense font-medium">{signed(point.points)}</span>
            <FlagWhy why={point.why} calm />
          </li>
        ))}
      </ul>
    </div>
  )
}

function Pattern({ pattern }: { pattern: PatternView }) {
  return (
    <li className="border-t border-line py-1 first:border-t-0">
      <Disclosure
        className="row-details"
        summary={
          <span className="flex flex-wrap items-baseline gap-x-2 text-base-content">
            <span className={pattern.status === 'consider' ? 'font-semibold' : 'font-medium'}>
              {pattern.title}
            </span>
            <span className="num text-caption font-normal text-ink-3">
              {patternWords[pattern.status]}, {pattern.score} of {pattern.threshold}
              {pattern.side ? `, ${pattern.side}` : ''}
            </span>
          </span>
        }
      >
        <div className="grid gap-2.5 pb-1">
          <Points title="Findings that fit" points={pattern.fits} />
          <Points title="Findings that do not fit" points={pattern.fitsNot} />
          <MissingList missing={pattern.missing} label="Tests still missing" />
          {pattern.note ? <p className="text-caption text-ink-2">{pattern.note}</p> : null}
        </div>
      </Disclosure>
    </li>
  )
}

/** Decision support for the physio: several may be listed, none is chosen. */
export function PatternList({ patterns }: { patterns: CaseFactors['patterns'] }) {
  const { listed, others } = patterns
  return (
    <Section
      title="Patterns to consider"
      note="For you alone. Points sort them; they are no probability and no diagnosis."
      line={false}
    >
      {listed.length === 0 ? <p className="text-dense text-ink-3">None reaches its threshold.</p> : null}
      <ul>
        {listed.map((pattern) => (
          <Pattern key={pattern.id} pattern={pattern} />
        ))}
      </ul>
      {others.length > 0 ? (
        <Disclosure summary={`Not listed: ${others.length}`} className="mt-1">
          <ul className="grid gap-0.5">
            {others.map(({ id, title, score, threshold }) => (
              <li key={id} className="flex justify-between gap-3">
                <span>{title}</span>
                <span className="num text-ink-3">
                  {score} of {threshold}
                </span>
              </li>
            ))}
          </ul>
        </Disclosure>
      ) : null}
    </Section>
  )
}
