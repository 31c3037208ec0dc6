import { ActionForm } from '#components/forms/action-form.tsx'
import { SubmitButton } from '#components/forms/submit-button.tsx'
import { TextField } from '#components/forms/text-field.tsx'
import { PrintedNameField } from '#components/shell/printed-name-field.tsx'
import { Section } from '#components/ui/section.tsx'
import { changeNameAction } from '#lib/accounts/directory/actions.ts'
import type { AccountDetail } from '#lib/accounts/directory/schema.ts'

/** What somebody of the staff is called. */
export function NameForm({ account }: { account: AccountDetail }) {
  return (
    <Section title="Name" note="What was signed keeps the name that it was signed with.">
      <ActionForm action={changeNameAction} idPrefix="name" label="Name" className="max-w-md">
        <input type="hidden" name="accountId" value={account.id} />
        <input type="hidden" name="version" value={account.version} />
        <TextField
          name="name"
          label="Full name"
          defaultValue={account.name}
          autoComplete="off"
          maxLength={120}
        />
        <PrintedNameField value={account.printedName} />
        <div>
          <SubmitButton variant="plain">Save name</SubmitButton>
        </div>
      </ActionForm>
    </Section>
  )
}
