import { ActionForm } from '#components/forms/action-form.tsx'
import { SubmitButton } from '#components/forms/submit-button.tsx'
import type { FormAction } from '#lib/forms/result.ts'

/** On a part of the form, whose answers it saves first, and below every other page of a form that was opened with a link. */
export const closeLabel = 'Close the form on this device'

/** Leaves a device that others use as well: the next person is asked for the date of birth. */
export function CloseForm({ token, close }: { token: string; close: FormAction<{ to: string }> }) {
  return (
    <ActionForm action={close} size="phone" className="mt-2" label={closeLabel} idPrefix="close">
      <input type="hidden" name="token" value={token} />
      <SubmitButton variant="ghost" size="phone" className="w-full" pendingLabel="Closing">
        {closeLabel}
      </SubmitButton>
    </ActionForm>
  )
}
