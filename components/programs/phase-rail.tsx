import { cx } from '#components/ui/cx.ts'
import { CheckIcon } from '#components/ui/icons.tsx'
import { PageLink } from '#components/ui/page-link.tsx'
import { PainSwatch } from '#components/ui/pain-swatch.tsx'
import { weeksText } from '#lib/programs/builder/rules.ts'
import type { BuilderPhase, PhaseLine } from '#lib/programs/builder/schema.ts'

type PhaseRailProps = {
  phases: readonly PhaseLine[]
  shown: string
  /** Address of a phase. */
  href: (key: string) => string
  /** The treatment has ended in the phase where the patient is. */
  ended?: boolean
}

/** The phases of a version in their order; where the patient is has its number in teal, what lies behind a tick. */
export function PhaseRail({ phases, shown, href, ended = false }: PhaseRailProps) {
  const words = { done: 'done, ', now: ended ? 'ended here, ' : 'now, ', later: '' }
  return (
    <ol aria-label="Phases">
      {phases.map((phase, index) => (
        <li key={phase.key} className="relative">
          {index < phases.length - 1 ? (
            <span
              aria-hidden="true"
              className={cx(
                'absolute top-8 bottom-[-6px] left-[19px] w-px',
                phase.state === 'done' ? 'bg-teal-mid' : 'bg-line-strong',
              )}
            />
          ) : null}
          <PageLink
            href={href(phase.key)}
            aria-current={phase.key === shown ? 'page' : undefined}
            className="flex gap-3 rounded-field px-2 py-1.5 hover:bg-hover aria-[current=page]:bg-base-200 pointer-coarse:min-h-11"
          >
            <span
              aria-hidden="true"
              className={cx(
                'num z-1 grid h-6 w-6 shrink-0 place-items-center rounded-full text-caption font-semibold',
                phase.state === 'done' && 'bg-teal-soft text-teal-ink',
                phase.state === 'now' && 'bg-primary text-primary-content',
                phase.state === 'later' && 'border border-line-strong bg-base-100 text-ink-3',
              )}
            >
              {phase.state === 'done' ? <CheckIcon size={13} strokeWidth={2.6} /> : index + 1}
            </span>
            <span className="min-w-0">
              <span className="block text-dense leading-6 font-semibold">{phase.name}</span>
              <span className="block text-caption text-ink-2">
                {words[phase.state]}
                {weeksText(phase.weeks)}
              </span>
            </span>
          </PageLink>
        </li>
      ))}
    </ol>
  )
}

/** What ends the phase, and the pain that it accepts, read-only. */
export function PhaseLimits({ phase }: { phase: BuilderPhase }) {
  const rows = [
    ['Pain while running', phase.params.runLimit],
    ['Pain in exercise', phase.params.exLimit],
    ['Pain in ten hops', phase.params.hopLimit],
  ] as const
  return (
    <section aria-label="Limits" className="mt-4 border-t border-line pt-4">
      <h3 className="text-caption font-medium text-ink-3">Limits of {phase.name}</h3>
      <dl className="mt-2 grid grid-cols-[1fr_auto] gap-y-1.5 text-dense">
        {rows.map(([label, value]) => (
          <div key={label} className="contents">
            <dt>{label}</dt>
            <dd>
              <PainSwatch value={value} />
            </dd>
          </div>
        ))}
        <dt>Sessions a week</dt>
        <dd className="num w-[30px] text-center font-semibold">{phase.params.sessionsPerWeek}</dd>
      </dl>
    </section>
  )
}

/** The conditions of a template in its words, one a line. */
function Conditions({ title, text }: { title: string; text: string }) {
  return (
    <section aria-label={title} className="mt-4 border-t border-line pt-4">
      <h3 className="text-caption font-medium text-ink-3">{title}</h3>
      <ul className="mt-2 grid gap-2 text-dense">
        {text.split('; ').map((one) => (
          <li key={one} className="flex gap-2">
            <span
              aria-hidden="true"
              className="mt-[7px] h-1.5 w-1.5 shrink-0 rounded-full border border-control"
            />
            {inWords(one)}
          </li>
        ))}
      </ul>
    </section>
  )
}

const inWords = (text: string) =>
  text.charAt(0).toUpperCase() + text.slice(1).replaceAll('<=', 'at most').replaceAll('>=', 'at least')

/** How the phase begins and ends, in the words of its template. */
export function PhaseEnds({ phase: { name, entry, exit } }: { phase: BuilderPhase }) {
  return (
    <>
      {entry ? <Conditions title={`${name} begins when`} text={entry} /> : null}
      {exit ? <Conditions title={`${name} ends when`} text={exit} /> : null}
    </>
  )
}
