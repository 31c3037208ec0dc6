import { ActionForm } from '#components/forms/action-form.tsx'
import { DatePartsField } from '#components/forms/date-field.tsx'
import { SubmitButton } from '#components/forms/submit-button.tsx'
import type { FormAction } from '#lib/forms/result.ts'
import { IntakeFrame } from './intake-frame.tsx'
import { NotReadAtOnce } from './not-read-at-once.tsx'
import { UnsavedHere } from './unsaved-here.tsx'

type OpenScreenProps = {
  token: string
  clinic: string
  clinicPhone: string
  emergencyNumber: string
  /** What was sent just now was refused, because the form was closed on this device. */
  unsaved: boolean
  open: FormAction<{ to: string }>
}

/** Before anything of the form is shown: the date of birth. */
export function OpenScreen({ token, clinic, clinicPhone, emergencyNumber, unsaved, open }: OpenScreenProps) {
  return (
    <IntakeFrame clinic={clinic}>
      <div className="my-auto grid gap-6 py-8">
        <div>
          <h1 className="text-display font-semibold">Your form about your knee</h1>
          <p className="mt-2 text-read text-ink-2">
            It takes about 15 minutes. You can stop at any time and come back with the same link, also on
            another device.
          </p>
        </div>
        {unsaved ? (
          <UnsavedHere emergencyNumber={emergencyNumber} phone={clinicPhone}>
            Enter your date of birth to go on; what was saved before is still there.
          </UnsavedHere>
        ) : null}
        <ActionForm action={open} size="phone" label="Open the form">
          <input type="hidden" name="token" value={token} />
          <DatePartsField
            name="birth"
            label="When were you born?"
            hint="So that only you can open it. For example 27 3 1995"
            birthday
          />
          <SubmitButton pendingLabel="Opening">Open my form</SubmitButton>
        </ActionForm>
        <NotReadAtOnce emergencyNumber={emergencyNumber} phone={clinicPhone} />
      </div>
    </IntakeFrame>
  )
}
