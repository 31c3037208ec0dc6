import { TextField } from '#components/forms/text-field.tsx'

/** Why the care team changes what the patient entered; nothing for the patient herself, and for a new entry. */
export function ReasonField({ size, supersedes }: { size: 'phone' | 'desk'; supersedes: string | null }) {
  if (size === 'phone' || !supersedes) return null
  return (
    <TextField
      name="reason"
      label="Why it is corrected"
      hint="The patient reads this beside the entry."
      maxLength={200}
      autoComplete="off"
    />
  )
}
