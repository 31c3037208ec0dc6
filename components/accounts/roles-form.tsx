import { ActionForm } from '#components/forms/action-form.tsx'
import { AskedBox } from '#components/forms/asked-box.tsx'
import { SubmitButton } from '#components/forms/submit-button.tsx'
import { Section } from '#components/ui/section.tsx'
import { changeRolesAction } from '#lib/accounts/directory/actions.ts'
import type { AccountDetail } from '#lib/accounts/directory/schema.ts'
import { countText } from '#lib/dates.ts'
import { RoleChoices } from './role-choices.tsx'

export function RolesForm({ account }: { account: AccountDetail }) {
  return (
    <Section title="Roles" note="What is changed here holds from the next page they open.">
      <ActionForm action={changeRolesAction} idPrefix="roles" label="Roles" className="max-w-md">
        <input type="hidden" name="accountId" value={account.id} />
        <input type="hidden" name="version" value={account.version} />
        <RoleChoices roles={account.roles} />
        {account.alone > 0 && account.roles.includes('physio') ? (
          <p className="text-dense text-ink-2">
            {countText(account.alone, 'case has', 'cases have')} no other physio. Hand over first if this is
            no physio any more.
          </p>
        ) : null}
        {account.own ? <AskedBox name="givesUp" label="I give up the role of an admin" /> : null}
        <div>
          <SubmitButton>Save roles</SubmitButton>
        </div>
      </ActionForm>
    </Section>
  )
}
