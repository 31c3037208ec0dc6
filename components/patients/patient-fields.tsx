import { DatePartsField } from '#components/forms/date-field.tsx'
import { TextField } from '#components/forms/text-field.tsx'

type Values = { name: string; dateOfBirth: string; email: string | null; phone: string | null }

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
        hint="For the form and for an account"
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
    </>
  )
}
