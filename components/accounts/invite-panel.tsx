import { ActionForm } from '#components/forms/action-form.tsx'
import { SubmitButton } from '#components/forms/submit-button.tsx'
import { TextField } from '#components/forms/text-field.tsx'
import { SendIcon } from '#components/ui/icons.tsx'
import { inviteStaffAction } from '#lib/accounts/directory/actions.ts'
import { RoleChoices } from './role-choices.tsx'

export function InvitePanel() {
  return (
    <aside
      aria-label="Invite somebody"
      className="relative shrink-0 border-line px-4 py-5 max-lg:border-t lg:w-[22rem] lg:overflow-y-auto lg:border-l lg:px-6"
    >
      <h2 className="text-heading font-semibold">Invite somebody</h2>
      <ActionForm
        action={inviteStaffAction}
        idPrefix="invite"
        className="mt-4"
        label="Invite somebody"
        resetOnOk
      >
        <TextField name="name" label="Name" autoComplete="off" maxLength={120} />
        <TextField
          name="email"
          label="E-mail"
          type="email"
          autoComplete="off"
          autoCapitalize="none"
          hint="The link goes here and works once, for 7 days"
        />
        <RoleChoices roles={['physio']} />
        <SubmitButton size="field" className="w-full" pendingLabel="Sending">
          <SendIcon />
          Send invitation
        </SubmitButton>
      </ActionForm>
      <p className="mt-4 text-caption text-ink-2">
        You can take it back on the page of the account until it is used; the account stays, suspended.
        Sending, using and suspending are in the audit.
      </p>
    </aside>
  )
}
