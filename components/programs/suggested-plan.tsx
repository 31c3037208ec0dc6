import { MissingList } from '#components/factors/missing-list.tsx'
import { ActionForm } from '#components/forms/action-form.tsx'
import { SubmitButton } from '#components/forms/submit-button.tsx'
import { Disclosure } from '#components/ui/disclosure.tsx'
import { TextLink } from '#components/ui/link-button.tsx'
import { inSentence } from '#lib/dates.ts'
import type { BasisView, PlanView } from '#lib/factors/plan/schema.ts'
import { staleWords } from '#lib/factors/words/rules.ts'
import { startDraftAction } from '#lib/programs/actions.ts'
import { FitChanges } from './fit-changes.tsx'
import { Tick } from './tick.tsx'

function Why({ summary, rule, basis }: { summary: string; rule: string; basis: readonly BasisView[] }) {
  return (
    <Disclosure summary={summary}>
      <p className="mt-1 text-dense">
        <code className="font-mono text-caption break-words">{rule}</code>
      </p>
      {basis.length === 0 ? <p className="text-dense text-ink-2">No row before it applies.</p> : null}
      <dl className="mt-1 grid gap-x-4 text-dense sm:grid-cols-[auto_minmax(0,1fr)]">
        {basis.map(({ label, value }) => (
          <div key={label} className="contents">
            <dt className="text-ink-3">{label}</dt>
            <dd className="max-sm:mb-1">{value}</dd>
          </div>
        ))}
      </dl>
    </Disclosure>
  )
}

function Block({ block }: { block: PlanView['blocks'][number] }) {
  return (
    <li>
      <Tick name="blocks" value={block.id} checked>
        <span>
          <span className="font-medium">{block.name}</span>{' '}
          <span className="text-ink-2">for {block.because}</span>
          {block.exercises ? <span className="block text-caption text-ink-3">{block.exercises}</span> : null}
        </span>
      </Tick>
    </li>
  )
}

function Running({ running }: { running: PlanView['running'] }) {
  return (
    <div>
      <h4 className="text-caption font-medium text-ink-3">Running</h4>
      {running.blockId ? (
        <Tick name="blocks" value={running.blockId} checked>
          <span className="font-medium">{running.text}</span>
        </Tick>
      ) : (
        <p className="text-dense font-medium">{running.text}</p>
      )}
      <Why summary="Why" rule={running.rule} basis={running.basis} />
      <MissingList missing={running.missing} label="Still needed" />
      {running.first ? <FirstWeeks weeks={running.first} /> : null}
      {running.weeks ? <FirstWeeks weeks={running.weeks} /> : null}
    </div>
  )
}

function FirstWeeks({ weeks }: { weeks: NonNullable<PlanView['running']['weeks']> }) {
  return (
    <>
      <ul className="num mt-2 list-disc pl-5 text-dense">
        {weeks.lines.map((line) => (
          <li key={line}>{line}</li>
        ))}
      </ul>
      <Why
        summary={`Why: ${weeks.situation.charAt(0).toLowerCase()}${weeks.situation.slice(1)}`}
        rule={weeks.rule}
        basis={weeks.basis}
      />
      <MissingList missing={weeks.missing} label="Not known" />
    </>
  )
}

const capital = (text: string) => text.charAt(0).toUpperCase() + text.slice(1)

/** The factors that it rests on would be rated otherwise today. */
function Stale({ caseId, stale }: { caseId: string; stale: PlanView['stale'] }) {
  if (!stale) return null
  return (
    <p className="text-dense font-medium">
      {staleWords[stale]}: <TextLink href={`/cases/${caseId}/factors`}>evaluate the factors again</TextLink>{' '}
      before you use this.
    </p>
  )
}

/** `notices`: what the plan changes to fit, with every block that it adds. */
type PlanProps = { caseId: string; atClinic: boolean; plan: PlanView; notices: readonly string[] }

/**
 * What the findings suggest, with the rule and the values behind it. A proposal: everything on it can be left out, and the
 * draft that it makes is edited like any other.
 */
export function SuggestedPlan({ caseId, atClinic, plan, notices }: PlanProps) {
  const { program, atText, note, missing, blocks, running } = plan
  if (!atText || !program)
    return (
      <section aria-labelledby="suggested" className="mb-5 rounded-box border border-line p-4">
        <h3 id="suggested" className="text-body font-semibold">
          The findings suggest no program
        </h3>
        <p className="mt-0.5 text-dense text-ink-2">
          {atText
            ? capital(note === 'not assessed' ? 'what decides it is not assessed yet.' : `${note}.`)
            : 'The contributing factors of this case have not been evaluated yet.'}
        </p>
        <Stale caseId={caseId} stale={plan.stale} />
        <MissingList missing={missing} label="Still needed" />
      </section>
    )
  return (
    <section aria-labelledby="suggested" className="mb-5 rounded-box border border-line p-4">
      <ActionForm action={startDraftAction} idPrefix="suggested" label="Suggested plan">
        <input type="hidden" name="caseId" value={caseId} />
        <input type="hidden" name="from" value={program.id} />
        <input type="hidden" name="atClinic" value={atClinic ? 'yes' : 'no'} />
        <div className="flex flex-wrap items-start justify-between gap-x-6 gap-y-2">
          <div className="min-w-0">
            <h3 id="suggested" className="text-body font-semibold">
              Suggested by the findings: {program.title}
            </h3>
            <p className="text-dense text-ink-2">
              Evaluated {inSentence(atText)}. You decide; change whatever does not fit.
            </p>
            <Stale caseId={caseId} stale={plan.stale} />
            {plan.held.length > 0 ? (
              <p className="text-dense text-ink-2">
                A red flag stops running, so that it is not: {plan.held.join(', ')}. Phases with jumps are
                left out.
              </p>
            ) : null}
            <Why summary={`Why: row ${program.row} of the plan`} rule={program.rule} basis={program.basis} />
            <FitChanges notices={notices} />
          </div>
          <SubmitButton pendingLabel="Preparing">Use this plan</SubmitButton>
        </div>
        <div className="mt-3 grid gap-x-8 gap-y-4 lg:grid-cols-2">
          <div>
            <h4 className="text-caption font-medium text-ink-3">Added for what was found</h4>
            {blocks.length > 0 ? (
              <ul className="grid gap-1">
                {blocks.map((block) => (
                  <Block key={block.id} block={block} />
                ))}
              </ul>
            ) : (
              <p className="text-dense text-ink-2">Nothing that the program does not have already.</p>
            )}
          </div>
          <Running running={running} />
        </div>
        <MissingList missing={missing} label="Rows before it were skipped, because these are missing" />
      </ActionForm>
    </section>
  )
}
