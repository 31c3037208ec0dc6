import { ActionForm } from '#components/forms/action-form.tsx'
import { SubmitButton } from '#components/forms/submit-button.tsx'
import { TextArea } from '#components/forms/text-area.tsx'
import { CloseSheet, OpenSheet, Sheet } from '#components/ui/dialog.tsx'
import { acceptPhaseAction, declinePhaseAction } from '#lib/programs/progression/phase/actions.ts'
import type { NextStep } from '#lib/programs/progression/phase/schema.ts'

type PhaseAnswerProps = {
  caseId: string
  step: NextStep
  programVersion: number
  stale: string | null
  /** The phase that may be answered; null when nothing is advised, or not to this person. */
  phaseKey: string | null
}

/**
 * Answers an advised change of phase: accept begins it today, change opens the sheet of the page, decline leaves it. Both
 * forms stand on the page also when nothing is advised, so that whoever comes second is told without a script.
 */
export function PhaseAnswer({ caseId, step, phaseKey, programVersion, stale }: PhaseAnswerProps) {
  const own = phaseKey ? (
    <>
      <input type="hidden" name="caseId" value={caseId} />
      <input type="hidden" name="suggestionId" value={step.suggestionId} />
      <input type="hidden" name="version" value={programVersion} />
      <input type="hidden" name="phaseKey" value={phaseKey} />
    </>
  ) : null
  const about = `Ready for ${step.nextName}`
  return (
    <div className="mt-2 flex flex-wrap items-start gap-2">
      <ActionForm
        action={acceptPhaseAction}
        idPrefix="accept-phase"
        label={`Accept, ${about}`}
        className="justify-items-start"
      >
        {own && !step.held && !stale ? (
          <>
            {own}
            <SubmitButton pendingLabel="Changing">Accept</SubmitButton>
          </>
        ) : null}
      </ActionForm>
      {own ? (
        <>
          <OpenSheet opens="phase">Change</OpenSheet>
          <OpenSheet opens="decline-phase" variant="ghost">
            Decline
          </OpenSheet>
        </>
      ) : null}
      <Sheet id="decline-phase" title="Decline the next phase">
        <ActionForm action={declinePhaseAction} idPrefix="decline-phase" closeSheet>
          {own ? (
            <>
              {own}
              <p className="text-dense text-ink-2">{about}</p>
              <TextArea
                name="reason"
                label="Why"
                optional
                rows={2}
                maxLength={500}
                hint="For the team alone."
              />
              <div className="flex justify-end gap-2">
                <CloseSheet closes="decline-phase">Cancel</CloseSheet>
                <SubmitButton pendingLabel="Declining">Decline</SubmitButton>
              </div>
            </>
          ) : null}
        </ActionForm>
      </Sheet>
    </div>
  )
}
