import { ActionForm } from '#components/forms/action-form.tsx'
import { Checkbox, RadioGroup } from '#components/forms/choices.tsx'
import { DateField } from '#components/forms/date-field.tsx'
import { SelectField } from '#components/forms/select-field.tsx'
import { SubmitButton } from '#components/forms/submit-button.tsx'
import { TextArea } from '#components/forms/text-area.tsx'
import { TextField } from '#components/forms/text-field.tsx'
import { CloseSheet, OpenSheet, Sheet } from '#components/ui/dialog.tsx'
import { caseSideOptions } from '#lib/cases/schema.ts'
import {
  acceptIntakeAction,
  referIntakeAction,
  releaseIntakeAction,
  takeIntakeAction,
} from '#lib/intake/triage/actions.ts'
import type { TriageIntake } from '#lib/intake/triage/queries.ts'
import { takeReferralBackAction } from '#lib/intake/triage/taking-back/actions.ts'

/** "I am on it", so that two physios do not call the same patient. */
export function TakeForm({ intake }: { intake: TriageIntake }) {
  const mine = intake.assignee?.me ?? false
  return (
    <ActionForm
      action={mine ? releaseIntakeAction : takeIntakeAction}
      idPrefix="take"
      label="Who is on it"
      className="gap-1"
    >
      <input type="hidden" name="intakeId" value={intake.id} />
      {mine ? null : <input type="hidden" name="from" value={intake.assignee?.id ?? ''} />}
      <SubmitButton variant="plain">
        {mine ? 'Give it back' : intake.assignee ? `Take over from ${intake.assignee.name}` : 'I am on it'}
      </SubmitButton>
    </ActionForm>
  )
}

export function OpenCase({ intake }: { intake: TriageIntake }) {
  return (
    <>
      <OpenSheet opens="open-case" variant="primary">
        Open a case
      </OpenSheet>
      <Sheet id="open-case" title={`Open a case for ${intake.patientName}`}>
        <ActionForm action={acceptIntakeAction} idPrefix="accept" label="Open a case" className="mt-1">
          <input type="hidden" name="intakeId" value={intake.id} />
          <SelectField
            name="leadId"
            label="Who leads"
            options={intake.physios.map(({ id, name }) => ({ value: id, label: name }))}
            defaultValue={intake.physios.some(({ id }) => id === intake.me) ? intake.me : undefined}
          />
          <Checkbox
            name="join"
            label="I am on the care team too"
            hint="Without it you no longer see this record when somebody else leads."
          />
          <TextField
            name="complaint"
            label="Complaint"
            hint="Stands beside the name on every page of the case"
            maxLength={120}
            defaultValue={intake.suggestion.complaint}
          />
          <RadioGroup
            name="side"
            label="Side"
            inline
            choices={caseSideOptions}
            defaultValue={intake.suggestion.side ?? undefined}
          />
          <DateField
            name="nextReviewOn"
            label="Next review"
            max={intake.suggestion.lastReviewOn}
            optional
            defaultValue={intake.suggestion.nextReviewOn}
          />
          <div className="flex justify-end gap-2">
            <CloseSheet closes="open-case">Cancel</CloseSheet>
            <SubmitButton pendingLabel="Opening">Open the case</SubmitButton>
          </div>
        </ActionForm>
      </Sheet>
    </>
  )
}

export function ReferOn({ intake }: { intake: TriageIntake }) {
  const waiting = intake.flags.filter(({ answered, state }) => !answered && state !== 'superseded')
  return (
    <>
      <OpenSheet opens="refer-on">Refer on</OpenSheet>
      <Sheet id="refer-on" title={`Refer ${intake.patientName} on`}>
        <p className="text-dense text-ink-2">
          No case is opened. Flags that nobody has answered get this as their answer. Tell the patient
          yourself.
        </p>
        <ActionForm action={referIntakeAction} idPrefix="refer" label="Refer on" className="mt-3">
          <input type="hidden" name="intakeId" value={intake.id} />
          <input type="hidden" name="seen" value={waiting.map(({ id }) => id).join(' ')} />
          <TextField
            name="where"
            label="Where to"
            hint="For example: emergency department, knee clinic"
            maxLength={200}
          />
          <TextArea name="reason" label="Why" rows={3} maxLength={1000} />
          <div className="flex justify-end gap-2">
            <CloseSheet closes="refer-on">Cancel</CloseSheet>
            <SubmitButton pendingLabel="Referring">Refer on</SubmitButton>
          </div>
        </ActionForm>
      </Sheet>
    </>
  )
}

export function TakeReferralBack({ intake }: { intake: TriageIntake }) {
  return (
    <>
      <OpenSheet opens="take-back">Not referred after all</OpenSheet>
      <Sheet id="take-back" title={`${intake.patientName} is not referred on after all`}>
        <p className="text-dense text-ink-2">
          The form is here again as before. Flags that nobody has answered besides wait for an answer, since
          when they did. The referral stays readable, with your reason. Tell the patient yourself.
        </p>
        <ActionForm
          action={takeReferralBackAction}
          idPrefix="back"
          label="Not referred after all"
          className="mt-3"
        >
          <input type="hidden" name="intakeId" value={intake.id} />
          <TextArea name="reason" label="Why" rows={3} maxLength={1000} />
          <div className="flex justify-end gap-2">
            <CloseSheet closes="take-back">Cancel</CloseSheet>
            <SubmitButton variant="plain" pendingLabel="Taking back">
              Take the referral back
            </SubmitButton>
          </div>
        </ActionForm>
      </Sheet>
    </>
  )
}
