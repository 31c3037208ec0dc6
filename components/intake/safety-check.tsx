import { ActionForm } from '#components/forms/action-form.tsx'
import { SubmitButton } from '#components/forms/submit-button.tsx'
import { Notice } from '#components/ui/notice.tsx'
import { recordSafetyCheckAction } from '#lib/intake/safety-check/actions.ts'
import type { SafetyCheckView } from '#lib/intake/safety-check/queries.ts'
import { safetySection } from '#lib/intake/safety-check/schema.ts'
import { LiveOpening } from './live/live-opening.tsx'
import { QuestionList } from './question-list.tsx'

/** The safety questions, asked by a physio in the room or on the phone. */
export function SafetyCheck({ caseId, view }: { caseId: string; view: SafetyCheckView }) {
  const section = safetySection()
  return (
    <div className="mx-auto w-full max-w-2xl px-5 py-6">
      <h1 className="text-title font-semibold">Safety questions, asked again</h1>
      <p className="mt-1 mb-5 text-body text-ink-2">
        Ask them as they stand. What never changes shows the last answer; everything else starts empty.
      </p>
      <Notice tone="ink">
        “Injury” means a new one, since the last form. What you record raises flags like an answer of the
        patient.
      </Notice>
      <ActionForm action={recordSafetyCheckAction} idPrefix="safety" className="mt-5 grid gap-6">
        <input type="hidden" name="id" value={view.id} />
        <input type="hidden" name="caseId" value={caseId} />
        <QuestionList section={section} answers={view.answers} shown={view.shown} onBehalf />
        <LiveOpening opening={view.opening} />
        <SubmitButton pendingLabel="Recording">Record the answers</SubmitButton>
      </ActionForm>
    </div>
  )
}
