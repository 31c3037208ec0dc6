import { ActionForm } from '#components/forms/action-form.tsx'
import { RadioGroup } from '#components/forms/choices.tsx'
import { SubmitButton } from '#components/forms/submit-button.tsx'
import { TextArea } from '#components/forms/text-area.tsx'
import { LinkButton } from '#components/ui/link-button.tsx'
import { Notice } from '#components/ui/notice.tsx'
import type { CaseFrame } from '#lib/cases/queries.ts'
import { closeCaseAction } from '#lib/cases/status/actions.ts'
import { closeReasonOptions } from '#lib/cases/status/schema.ts'

/** The end of a case, with a reason and a closing note. It can be reopened. */
export function CloseScreen({ frame, reason }: { frame: CaseFrame; reason: string | undefined }) {
  const back = `/cases/${frame.caseId}`
  return (
    <div className="max-w-xl px-4 pt-5 pb-8 lg:px-6">
      <h2 className="text-heading font-semibold">Discharge or refer</h2>
      {frame.mayWrite ? (
        <ActionForm action={closeCaseAction} idPrefix="end" label="Discharge or refer" className="mt-3">
          <input type="hidden" name="caseId" value={frame.caseId} />
          <input type="hidden" name="version" value={frame.version} />
          {frame.safety.unresolvedLevel === 'none' ? null : (
            <Notice>
              Red flags are still open. Every urgent one needs your answer before the case can be closed.
            </Notice>
          )}
          <RadioGroup name="reason" label="How it ends" choices={closeReasonOptions} defaultValue={reason} />
          <TextArea
            name="note"
            label="Closing note"
            hint="What was reached, what goes on alone, when to come back"
            rows={6}
            maxLength={4000}
          />
          <div className="flex justify-end gap-2">
            <LinkButton href={back} variant="ghost">
              Cancel
            </LinkButton>
            <SubmitButton pendingLabel="Closing">Close the case</SubmitButton>
          </div>
        </ActionForm>
      ) : (
        <div className="mt-3 grid gap-3">
          <Notice>
            This case cannot be closed here: it is closed already, or you are not on its care team.
          </Notice>
          <LinkButton href={back} className="w-fit">
            Back to the case
          </LinkButton>
        </div>
      )}
    </div>
  )
}
