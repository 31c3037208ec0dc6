import { ActionForm } from '#components/forms/action-form.tsx'
import { SubmitButton } from '#components/forms/submit-button.tsx'
import { PageLink } from '#components/ui/page-link.tsx'
import { recordVisitFormAction } from '#lib/intake/visit-form/actions.ts'
import type { VisitFormView } from '#lib/intake/visit-form/queries.ts'
import { pageBefore } from '#lib/intake/visit-form/rules.ts'
import { isRenewed, visitSections } from '#lib/intake/visit-form/schema.ts'
import { LiveOpening } from './live/live-opening.tsx'
import { QuestionList } from './question-list.tsx'

/**
 * What a factor misses of the intake or what is to be put right, asked by a physio in the room or on the phone. `wanted`:
 * the first one comes first.
 */
export function VisitForm({ view, wanted }: { view: VisitFormView; wanted: readonly string[] }) {
  const { caseId, id, ask, answers, shown, opening, unit } = view
  const [first = ''] = wanted
  const isFirst = ({ questions }: { questions: readonly { id: string }[] }) =>
    questions.some((question) => question.id === first)
  const sections = visitSections(ask).toSorted((a, b) => Number(isFirst(b)) - Number(isFirst(a)))
  return (
    <div className="mx-auto w-full max-w-2xl px-5 py-6">
      <h1 className="text-title font-semibold">Ask at the visit</h1>
      <p className="mt-1 text-body text-ink-2">
        Ask the questions as they stand. Leave open what the patient does not know: it stays not assessed. The
        answers are kept as asked by you, and count from now on.
      </p>
      <p className="mt-1 text-dense">
        <PageLink className="link" href={pageBefore(caseId, ask)}>
          {ask.every(isRenewed) ? 'Back to the intake' : 'Back to the factors'}
        </PageLink>
      </p>
      <ActionForm action={recordVisitFormAction} idPrefix="visit" className="mt-5 grid gap-6">
        <input type="hidden" name="id" value={id} />
        <input type="hidden" name="caseId" value={caseId} />
        <input type="hidden" name="ask" value={ask.join(',')} />
        {sections.map((section) => (
          <div key={section.id} className="grid gap-6">
            <h2 className="border-t border-line pt-5 text-heading font-semibold">{section.title}</h2>
            <QuestionList section={section} answers={answers} shown={shown} unit={unit} onBehalf />
          </div>
        ))}
        <LiveOpening opening={opening} />
        <SubmitButton pendingLabel="Recording">Record the answers</SubmitButton>
      </ActionForm>
    </div>
  )
}
