import { ActionForm } from '#components/forms/action-form.tsx'
import { SubmitButton } from '#components/forms/submit-button.tsx'
import { TextField } from '#components/forms/text-field.tsx'
import { Disclosure } from '#components/ui/disclosure.tsx'
import type { FormAction } from '#lib/forms/result.ts'

type DiscardDraftProps<T> = {
  action: FormAction<T>
  /** Which one, and its version as it is shown. */
  fields: Readonly<Record<string, string | number>>
  what: 'note' | 'letter'
  id: string
}

/** Takes a draft out of what is left to do, once asked why. */
export function DiscardDraft<T>({ action, fields, what, id }: DiscardDraftProps<T>) {
  return (
    <Disclosure summary="Discard this draft" className="no-print">
      <ActionForm
        action={action}
        idPrefix={`discard-${id}`}
        label={`Discard this ${what}`}
        className="max-w-xl gap-2 py-1"
      >
        {Object.entries(fields).map(([name, value]) => (
          <input key={name} type="hidden" name={name} value={value} />
        ))}
        <p className="text-dense text-ink-2">
          What is written stays readable, crossed out, with your name and reason. This cannot be undone.
        </p>
        <TextField name="reason" label="Why it is discarded" maxLength={500} autoComplete="off" />
        <div>
          <SubmitButton variant="plain" pendingLabel="Discarding">
            Discard this {what}
          </SubmitButton>
        </div>
      </ActionForm>
    </Disclosure>
  )
}
