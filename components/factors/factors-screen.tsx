import { ActionForm } from '#components/forms/action-form.tsx'
import { SubmitButton } from '#components/forms/submit-button.tsx'
import { EmptyState } from '#components/ui/empty-state.tsx'
import { RefreshCwIcon, SlidersHorizontalIcon } from '#components/ui/icons.tsx'
import { TextLink } from '#components/ui/link-button.tsx'
import { Notice } from '#components/ui/notice.tsx'
import { Section } from '#components/ui/section.tsx'
import { inSentence } from '#lib/dates.ts'
import { evaluateAgainAction } from '#lib/factors/actions.ts'
import type { CaseFactors } from '#lib/factors/queries.ts'
import { staleWords } from '#lib/factors/words/rules.ts'
import { FactorAdded } from './factor-added.tsx'
import { FactorChanges } from './factor-changes.tsx'
import { FactorGlance } from './factor-glance.tsx'
import { FactorGroup } from './factor-group.tsx'
import { PatternList } from './pattern-list.tsx'
import { TextsPanel } from './texts-panel.tsx'

function EvaluateAgain({ caseId }: { caseId: string }) {
  return (
    <ActionForm action={evaluateAgainAction} idPrefix="again" label="Evaluate again" className="gap-2">
      <input type="hidden" name="caseId" value={caseId} />
      <SubmitButton variant="plain">
        <RefreshCwIcon size={15} />
        Evaluate again
      </SubmitButton>
    </ActionForm>
  )
}

function Head({ view }: { view: CaseFactors }) {
  const { evaluation } = view
  return (
    <header className="flex flex-wrap items-start justify-between gap-x-6 gap-y-2">
      <div>
        <h2 className="text-heading font-semibold">What may add to it</h2>
        <p className="text-dense text-ink-2">
          What in this person’s running and body could be worked on. Not a cause, not a probability.
        </p>
        {evaluation ? (
          <p className="num text-caption text-ink-3">
            Evaluated {inSentence(evaluation.atText)}
            {evaluation.by ? ` by an entry of ${evaluation.by}` : ''}, rules version{' '}
            {evaluation.ruleSetVersion}
          </p>
        ) : null}
      </div>
      {view.mayWrite && (evaluation === null || evaluation.newest) ? (
        <EvaluateAgain caseId={view.caseId} />
      ) : null}
    </header>
  )
}

function Age({ view }: { view: CaseFactors }) {
  const { evaluation } = view
  if (!evaluation) return null
  if (!evaluation.newest)
    return (
      <Notice title="An earlier evaluation, as it was">
        With the answers, findings and rules of its day.{' '}
        <TextLink href={`/cases/${view.caseId}/factors`}>Show the newest</TextLink>
      </Notice>
    )
  return evaluation.stale ? (
    <Notice title={staleWords[evaluation.stale]}>
      This is shown as it was found. Evaluate again to rate the same answers as of today.
    </Notice>
  ) : null
}

function History({ view }: { view: CaseFactors }) {
  if (view.history.length < 2) return null
  return (
    <Section title="Evaluations" className="no-print">
      <ol className="num grid gap-0.5 text-dense">
        {view.history.map(({ id, atText, current }) => (
          <li key={id}>
            {current ? (
              <span aria-current="true" className="font-semibold">
                {atText}
              </span>
            ) : (
              <TextLink
                href={`/cases/${view.caseId}/factors?at=${id}`}
                className="inline-flex min-h-6 items-center pointer-coarse:min-h-11"
              >
                {atText}
              </TextLink>
            )}
          </li>
        ))}
      </ol>
    </Section>
  )
}

/** The factors of a case: five groups at a glance, each factor with its reason, patterns, and what the patient reads. */
export function FactorsScreen({ view }: { view: CaseFactors }) {
  const { evaluation } = view
  const answering =
    view.mayWrite && evaluation?.newest
      ? { caseId: view.caseId, evaluationId: evaluation.id, resting: view.resting }
      : null
  return (
    <div className="grow xl:grid xl:grid-cols-[minmax(0,1fr)_324px]">
      <div className="min-w-0 px-4 pt-4 pb-8 lg:px-6">
        <Head view={view} />
        {evaluation ? (
          <>
            <div className="mt-3 mb-4 grid gap-2.5">
              <Age view={view} />
              <FactorGlance groups={view.groups} />
              <FactorChanges changes={view.changes} />
            </div>
            {view.groups.map((group) => (
              <FactorGroup key={group.id} group={group} responses={view.responses} answering={answering} />
            ))}
            <FactorAdded view={view} answering={answering} />
          </>
        ) : (
          <EmptyState icon={SlidersHorizontalIcon} title="Nothing has been evaluated yet">
            Choose “Evaluate again” to rate the answers and findings of this case.
          </EmptyState>
        )}
      </div>
      <aside
        aria-label="Patterns and the patient"
        className="border-line px-4 pt-4 pb-6 max-xl:border-t lg:px-6 xl:border-l xl:px-5"
      >
        <PatternList patterns={view.patterns} />
        <TextsPanel view={view} />
        <History view={view} />
      </aside>
    </div>
  )
}
