import type { ReactNode } from 'react'
import { ActionForm } from '#components/forms/action-form.tsx'
import { DateField } from '#components/forms/date-field.tsx'
import { SubmitButton } from '#components/forms/submit-button.tsx'
import { TextArea } from '#components/forms/text-area.tsx'
import { CloseSheet, OpenSheet, Sheet } from '#components/ui/dialog.tsx'
import { PauseIcon, PlayIcon, Undo2Icon } from '#components/ui/icons.tsx'
import { LinkButton } from '#components/ui/link-button.tsx'
import type { CaseFrame } from '#lib/cases/queries.ts'
import { lastReviewDay } from '#lib/cases/rules.ts'
import { holdCaseAction, reopenCaseAction, resumeCaseAction } from '#lib/cases/status/actions.ts'
import type { FormAction } from '#lib/forms/result.ts'

type AskProps = {
  id: string
  frame: CaseFrame
  title: string
  text: string
  button: string
  icon: typeof PauseIcon
  action: FormAction<{ caseId: string }>
  children?: ReactNode
}

function Ask({ id, frame, title, text, button, icon: Mark, action, children }: AskProps) {
  return (
    <>
      <OpenSheet opens={id}>
        <Mark />
        {button}
      </OpenSheet>
      <Sheet id={id} title={title}>
        <p className="text-dense text-ink-2">{text}</p>
        <ActionForm action={action} idPrefix={id} label={title} className="mt-3">
          <input type="hidden" name="caseId" value={frame.caseId} />
          <input type="hidden" name="version" value={frame.version} />
          <TextArea name="reason" label="Reason" rows={3} maxLength={500} />
          {children}
          <div className="flex justify-end gap-2">
            <CloseSheet closes={id}>Cancel</CloseSheet>
            <SubmitButton>{button}</SubmitButton>
          </div>
        </ActionForm>
      </Sheet>
    </>
  )
}

/** Hold, resume, end and reopen: what the present state allows. */
export function StatusForms({ frame }: { frame: CaseFrame }) {
  if (!frame.onTeam) return null
  if (frame.status === 'discharged' || frame.status === 'referred') {
    return (
      <Ask
        id="case-reopen"
        frame={frame}
        title="Reopen this case"
        text="The record goes on where it ended; the closing note stays. The program waits until the safety questions are answered again and you let it go on. From then on the case is measured anew, unless it ended today: the forms of the start are asked again, and changes are counted from them."
        button="Reopen"
        icon={Undo2Icon}
        action={reopenCaseAction}
      >
        <DateField
          name="nextReviewOn"
          label="Next review"
          max={lastReviewDay(frame.today)}
          optional
          defaultValue={frame.firstReviewOn}
        />
      </Ask>
    )
  }
  return (
    <div className="flex flex-wrap gap-2">
      {frame.status === 'open' ? (
        <Ask
          id="case-hold"
          frame={frame}
          title="Put this case on hold"
          text="Nothing is due for the patient while it is on hold. Logging stays possible."
          button="Put on hold"
          icon={PauseIcon}
          action={holdCaseAction}
        />
      ) : (
        <Ask
          id="case-resume"
          frame={frame}
          title="Resume this case"
          text="The plan goes on from today, or, when the safety answers are too old by now, as soon as they are answered again and you let it go on."
          button="Resume"
          icon={PlayIcon}
          action={resumeCaseAction}
        />
      )}
      <LinkButton href={`/cases/${frame.caseId}/close`}>Discharge or refer</LinkButton>
    </div>
  )
}
