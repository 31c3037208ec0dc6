import { ActionForm } from '#components/forms/action-form.tsx'
import { SubmitButton } from '#components/forms/submit-button.tsx'
import { TextField } from '#components/forms/text-field.tsx'
import { Section } from '#components/ui/section.tsx'
import { changeEmailAction } from '#lib/accounts/directory/actions.ts'
import type { AccountDetail } from '#lib/accounts/directory/schema.ts'

/** The address with which somebody signs in. */
export function EmailForm({ account }: { account: AccountDetail }) {
  return (
    <Section
      title="E-mail address"
      note="They stay signed in; the password stays. A message is written to both addresses."
    >
      <ActionForm action={changeEmailAction} idPrefix="email" label="E-mail address" className="max-w-md">
        <input type="hidden" name="accountId" value={account.id} />
        <input type="hidden" name="version" value={account.version} />
        <TextField
          name="email"
          type="email"
          label="Address for signing in"
          defaultValue={account.email}
          autoComplete="off"
          autoCapitalize="none"
          spellCheck={false}
          maxLength={254}
        />
        <div>
          <SubmitButton variant="plain">Save address</SubmitButton>
        </div>
      </ActionForm>
    </Section>
  )
}
