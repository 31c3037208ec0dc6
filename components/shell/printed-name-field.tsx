import { TextField } from '#components/forms/text-field.tsx'

/** Beside a name of a patient or of the staff. */
export function PrintedNameField({ value }: { value: string | null }) {
  return (
    <TextField
      name="printedName"
      label="Name as printed on letters"
      optional
      autoComplete="off"
      maxLength={120}
      hint="For a name that is not written in Latin, Greek or Cyrillic letters"
      defaultValue={value ?? undefined}
    />
  )
}
