import { DatePartsField } from '#components/forms/date-field.tsx'
import { SelectField } from '#components/forms/select-field.tsx'
import { TextField } from '#components/forms/text-field.tsx'
import { PrintedNameField } from '#components/shell/printed-name-field.tsx'
import { zoneOptions } from '#lib/clinic/zone/rules.ts'
import type { PatientDetail } from '#lib/patients/queries.ts'

type Values = Pick<
  PatientDetail,
  | 'name'
  | 'preferredName'
  | 'printedName'
  | 'dateOfBirth'
  | 'email'
  | 'phone'
  | 'minor'
  | 'guardian'
  | 'timeZone'
  | 'clinicZone'
>

/** For somebody under 18, and where one was entered before. */
function GuardianFields({ minor, guardian }: Values) {
  if (!minor && !guardian.name && !guardian.phone) return null
  return (
    <>
      <TextField
        name="guardianName"
        label="Parent or guardian"
        optional
        autoComplete="off"
        maxLength={120}
        defaultValue={guardian.name ?? undefined}
      />
      <TextField
        name="guardianPhone"
        label="Phone of the parent or guardian"
        type="tel"
        optional
        autoComplete="off"
        maxLength={40}
        hint="Called as well when an answer is urgent"
        defaultValue={guardian.phone ?? undefined}
      />
    </>
  )
}

/** For somebody who lives elsewhere: which day a run or a morning belongs to. */
function ZoneField({ timeZone, clinicZone }: Values) {
  return (
    <SelectField
      name="timeZone"
      label="Time zone"
      hint="The patient’s days and times count in it"
      empty={`The clinic’s (${clinicZone})`}
      optional
      options={zoneOptions(timeZone)}
      defaultValue={timeZone ?? ''}
    />
  )
}

export function PatientFields({ patient }: { patient?: Values }) {
  return (
    <>
      <TextField
        name="fullName"
        label="Full name"
        maxLength={120}
        autoComplete="off"
        defaultValue={patient?.name}
      />
      {patient ? (
        <TextField
          name="preferredName"
          label="Called"
          optional
          maxLength={60}
          autoComplete="off"
          hint="How messages and the patient’s own pages call the patient"
          defaultValue={patient.preferredName ?? undefined}
        />
      ) : null}
      {patient ? <PrintedNameField value={patient.printedName} /> : null}
      <DatePartsField
        name="dateOfBirth"
        label="Birth date"
        hint="The form asks for it before it shows anything"
        defaultValue={patient?.dateOfBirth}
      />
      <TextField
        name="email"
        label="E-mail"
        type="email"
        optional
        autoComplete="off"
        autoCapitalize="none"
        hint={
          patient?.email
            ? 'With another address, an invitation and a form link that went to this one stop working'
            : 'For the form and for an account'
        }
        defaultValue={patient?.email ?? undefined}
      />
      <TextField
        name="phone"
        label="Phone"
        type="tel"
        optional
        autoComplete="off"
        maxLength={40}
        defaultValue={patient?.phone ?? undefined}
      />
      {patient ? <GuardianFields {...patient} /> : null}
      {patient ? <ZoneField {...patient} /> : null}
    </>
  )
}
