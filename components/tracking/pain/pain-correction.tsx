import { ActionForm } from '#components/forms/action-form.tsx'
import { RadioGroup } from '#components/forms/choices.tsx'
import { DateField } from '#components/forms/date-field.tsx'
import { PainPicker } from '#components/forms/pain-picker.tsx'
import { SubmitButton } from '#components/forms/submit-button.tsx'
import { ReasonField } from '#components/tracking/entries/reason-field.tsx'
import { correctPainForPatientAction } from '#lib/tracking/pain-scores/actions.ts'
import type { PainFormView } from '#lib/tracking/pain-scores/schema.ts'

export const painAbouts = [
  { value: 'now', label: 'Pain now' },
  { value: 'day_worst', label: 'Worst pain of the day' },
]

/** A pain score that the team puts right. */
export function PainCorrection({ id, view }: { id: string; view: PainFormView }) {
  return (
    <ActionForm
      action={correctPainForPatientAction}
      size="desk"
      idPrefix="pain"
      label="Pain"
      className="gap-6"
    >
      <input type="hidden" name="id" value={id} />
      <input type="hidden" name="caseId" value={view.caseId} />
      <input type="hidden" name="supersedes" value={view.supersedes ?? ''} />
      <RadioGroup
        name="context"
        label="What is it about?"
        inline
        choices={painAbouts}
        defaultValue={view.context}
      />
      <PainPicker
        name="score"
        label="Pain, 0 to 10"
        look="grid"
        {...(view.before === null ? {} : { defaultValue: view.before })}
      />
      <DateField name="logDate" label="Day" defaultValue={view.day} min={view.earliest} max={view.today} />
      <ReasonField size="desk" supersedes={view.supersedes} />
      <div>
        <SubmitButton>Save the correction</SubmitButton>
      </div>
    </ActionForm>
  )
}
