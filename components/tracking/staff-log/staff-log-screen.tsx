import { RadioGroup } from '#components/forms/choices.tsx'
import { DateField } from '#components/forms/date-field.tsx'
import { PainPicker } from '#components/forms/pain-picker.tsx'
import { SubmitButton } from '#components/forms/submit-button.tsx'
import { RunForm } from '#components/tracking/run/run-form.tsx'
import { Notice } from '#components/ui/notice.tsx'
import { Section } from '#components/ui/section.tsx'
import { recordRunForPatientAction } from '#lib/tracking/run-logs/actions.ts'
import type { RunFormView } from '#lib/tracking/run-logs/schema.ts'

const savedWords: Readonly<Record<string, string>> = {
  pain: 'The pain score is saved.',
  run: 'The run is saved.',
  morning: 'The morning is saved.',
}

/** A physio of the team enters for the patient what she says on the phone. `painId`: of the score to be made. */
export function StaffLogScreen(props: { view: RunFormView; painId: string; saved: string | undefined }) {
  const { view, painId, saved } = props
  const done = saved ? savedWords[saved] : undefined
  return (
    <div className="max-w-[38rem] px-4 pt-4 pb-10 lg:px-6">
      <h2 className="text-heading font-semibold">Enter for the patient</h2>
      <p className="mt-0.5 mb-4 text-dense text-ink-2">
        Every entry is marked as entered by you. The patient sees it among her own.
      </p>
      {done ? <Notice tone="done" live="status" title={done} className="mb-4" /> : null}
      <Section title="Pain score">
        <form action="/api/log/pain" method="post" className="grid gap-4">
          <input type="hidden" name="id" value={painId} />
          <input type="hidden" name="caseId" value={view.caseId} />
          <RadioGroup
            name="context"
            label="What is it about?"
            inline
            choices={[
              { value: 'now', label: 'Pain now' },
              { value: 'day_worst', label: 'Worst pain of the day' },
            ]}
            defaultValue="now"
          />
          <DateField
            name="logDate"
            label="Day"
            defaultValue={view.day}
            min={view.earliest}
            max={view.today}
          />
          <PainPicker name="score" label="Pain, 0 to 10" look="grid" />
          <div>
            <SubmitButton>Save pain score</SubmitButton>
          </div>
        </form>
      </Section>
      <Section title="Run">
        <RunForm view={view} action={recordRunForPatientAction} size="desk" />
      </Section>
    </div>
  )
}
