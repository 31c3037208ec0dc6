import { ActionForm } from '#components/forms/action-form.tsx'
import { RadioGroup } from '#components/forms/choices.tsx'
import { DateField } from '#components/forms/date-field.tsx'
import { SubmitButton } from '#components/forms/submit-button.tsx'
import { TextArea } from '#components/forms/text-area.tsx'
import { TextField } from '#components/forms/text-field.tsx'
import { CloseSheet, OpenSheet, Sheet } from '#components/ui/dialog.tsx'
import { changeCaseAction, moveReviewAction } from '#lib/cases/change/actions.ts'
import type { CaseFrame } from '#lib/cases/queries.ts'
import { lastReviewDay } from '#lib/cases/rules.ts'
import { caseSideOptions } from '#lib/cases/schema.ts'

type FrameProps = { frame: CaseFrame }

function Shown({ frame }: FrameProps) {
  return (
    <>
      <input type="hidden" name="caseId" value={frame.caseId} />
      <input type="hidden" name="version" value={frame.version} />
    </>
  )
}

const NextReview = ({ frame }: FrameProps) => (
  <DateField
    name="nextReviewOn"
    label="Next review"
    max={lastReviewDay(frame.today)}
    optional={frame.nextReviewOn === null}
    defaultValue={frame.nextReviewOn ?? undefined}
  />
)

/** Side, complaint and review day, when one of them was set wrongly. */
export function CorrectCase({ frame }: FrameProps) {
  const id = 'case-correct'
  return (
    <>
      <OpenSheet opens={id} className="mt-2">
        Correct this case
      </OpenSheet>
      <Sheet id={id} title="Correct this case">
        <p className="text-dense text-ink-2">
          With another side, factors and alerts are worked out again. What was signed stays as it is: look
          through letters and programs that name the side.
        </p>
        <ActionForm action={changeCaseAction} idPrefix={id} label="Correct this case" className="mt-3">
          <Shown frame={frame} />
          <TextField
            name="complaint"
            label="Complaint"
            maxLength={120}
            defaultValue={frame.banner.complaint}
          />
          <RadioGroup
            name="side"
            label="Side"
            inline
            choices={caseSideOptions}
            defaultValue={frame.banner.side}
          />
          <NextReview frame={frame} />
          <TextArea
            name="reason"
            label="Reason"
            hint="Needed when the side changes"
            optional
            rows={2}
            maxLength={500}
          />
          <div className="flex justify-end gap-2">
            <CloseSheet closes={id}>Cancel</CloseSheet>
            <SubmitButton>Save</SubmitButton>
          </div>
        </ActionForm>
      </Sheet>
    </>
  )
}

/** The day alone. */
export function MoveReview({ frame }: FrameProps) {
  const id = 'case-review-day'
  const title = frame.nextReviewOn ? 'Move the review' : 'Plan a review'
  return (
    <>
      <OpenSheet opens={id} className="w-full">
        {title}
      </OpenSheet>
      <Sheet id={id} title={title}>
        <ActionForm action={moveReviewAction} idPrefix={id} label={title} className="mt-1">
          <Shown frame={frame} />
          <NextReview frame={frame} />
          <div className="flex justify-end gap-2">
            <CloseSheet closes={id}>Cancel</CloseSheet>
            <SubmitButton>Save the day</SubmitButton>
          </div>
        </ActionForm>
      </Sheet>
    </>
  )
}
