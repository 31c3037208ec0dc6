import { ActionForm } from '#components/forms/action-form.tsx'
import { AskedBox } from '#components/forms/asked-box.tsx'
import { Checkbox, CheckboxGroup } from '#components/forms/choices.tsx'
import { SubmitButton } from '#components/forms/submit-button.tsx'
import { PageHeader } from '#components/shell/page-header.tsx'
import { LinkButton } from '#components/ui/link-button.tsx'
import { fullDayText } from '#lib/dates.ts'
import { addPatientAction, changePatientAction } from '#lib/patients/actions.ts'
import type { PatientDetail } from '#lib/patients/queries.ts'
import { PatientFields } from './patient-fields.tsx'

function AskedBoxes() {
  return (
    <>
      <AskedBox name="again" label="This is another person" />
      <AskedBox name="shared" label="The address is right for both" />
    </>
  )
}

/** `id` is made with the page, so that sending the form twice adds one patient. */
export function AddPatientScreen({ id }: { id: string }) {
  return (
    <>
      <PageHeader title="Add a patient" note="You send the form on the next page" />
      <div className="max-w-md px-4 py-5 lg:px-6">
        <ActionForm action={addPatientAction} label="Add a patient">
          <input type="hidden" name="id" value={id} />
          <PatientFields />
          <AskedBoxes />
          <div className="flex gap-2">
            <SubmitButton size="bar" pendingLabel="Adding">
              Add patient
            </SubmitButton>
            <LinkButton href="/patients" variant="ghost" size="bar">
              Cancel
            </LinkButton>
          </div>
        </ActionForm>
      </div>
    </>
  )
}

/** Where a form and the record differ, one of the two is a slip: the right date goes above, or that of the form is wrong. */
function OtherBirths({ days }: { days: readonly string[] }) {
  if (days.length === 0) return null
  return (
    <CheckboxGroup
      name="notBornOn"
      label="A form says another birth date"
      hint="Ask the patient. If the form is right, change the date above instead."
      choices={days.map((day) => ({
        value: day,
        label: `${fullDayText(day)} is wrong; the date above is right`,
      }))}
    />
  )
}

export function ChangePatientScreen({ patient }: { patient: PatientDetail }) {
  return (
    <>
      <PageHeader title={patient.name} note={patient.number} />
      <div className="max-w-md px-4 py-5 lg:px-6">
        <ActionForm action={changePatientAction} label="Change identity and contact">
          <input type="hidden" name="id" value={patient.id} />
          <input type="hidden" name="version" value={patient.version} />
          <PatientFields patient={patient} />
          {patient.confirmsAddress ? (
            <Checkbox
              name="addressConfirmed"
              label="The patient was asked, and the e-mail address is right"
            />
          ) : null}
          <OtherBirths days={patient.otherBirths} />
          <AskedBoxes />
          <div className="flex gap-2">
            <SubmitButton size="bar">Save</SubmitButton>
            <LinkButton href={`/patients/${patient.id}`} variant="ghost" size="bar">
              Cancel
            </LinkButton>
          </div>
        </ActionForm>
      </div>
    </>
  )
}
