import { ActionForm } from '#components/forms/action-form.tsx'
import { RadioGroup } from '#components/forms/choices.tsx'
import { PainPicker } from '#components/forms/pain-picker.tsx'
import { SubmitButton } from '#components/forms/submit-button.tsx'
import { TextArea } from '#components/forms/text-area.tsx'
import { StepHeader } from '#components/shell/patient-shell.tsx'
import { SafetyQuestion } from '#components/tracking/safety-question.tsx'
import { TextLink } from '#components/ui/link-button.tsx'
import { addDays, type Day, dayText } from '#lib/dates.ts'
import { recordMorningAction } from '#lib/tracking/pain-scores/actions.ts'

const swellings = [
  { value: 'none', label: 'Not swollen' },
  { value: 'mild', label: 'A little swollen' },
  { value: 'clear', label: 'Clearly swollen' },
]

/** The knee on waking: pain, swelling and the safety question, in one form. `day`: a morning that is over. */
export function MorningScreen({ id, caseId, day }: { id: string; caseId: string; day: Day | null }) {
  return (
    <>
      <StepHeader
        back={
          <TextLink href={`/today?case=${caseId}`} className="inline-flex min-h-11 items-center px-2.5">
            Back
          </TextLink>
        }
        title={day ? `Knee on ${dayText(day)}` : 'Knee this morning'}
      />
      <h1 className="mt-3 mb-4 text-ask font-semibold">
        {day
          ? `How was the knee the morning after ${dayText(addDays(day, -1))}?`
          : 'How was the knee when you woke up?'}
      </h1>
      <ActionForm action={recordMorningAction} size="phone" className="gap-8">
        <input type="hidden" name="id" value={id} />
        <input type="hidden" name="caseId" value={caseId} />
        {day ? <input type="hidden" name="logDate" value={day} /> : null}
        <PainPicker name="score" label="Pain on waking" look="grid" />
        <RadioGroup name="swelling" label="How swollen is it?" choices={swellings} />
        <SafetyQuestion />
        <TextArea name="note" label="Anything to add?" optional rows={2} maxLength={500} />
        <SubmitButton>Save</SubmitButton>
      </ActionForm>
    </>
  )
}
