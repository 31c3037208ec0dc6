import { ActionForm } from '#components/forms/action-form.tsx'
import { SubmitButton } from '#components/forms/submit-button.tsx'
import { CloseSheet, OpenSheet, Sheet } from '#components/ui/dialog.tsx'
import { Notice } from '#components/ui/notice.tsx'
import { Section } from '#components/ui/section.tsx'
import {
  resendInvitationAction,
  restoreAccountAction,
  sendResetAction,
  suspendAccountAction,
} from '#lib/accounts/directory/actions.ts'
import type { AccountDetail } from '#lib/accounts/directory/schema.ts'
import { countText } from '#lib/dates.ts'
import type { FormAction } from '#lib/forms/result.ts'

type OneButton = {
  id: string
  account: string
  action: FormAction<void>
  label: string
  pending: string
  text: string
}

/** One act on the account: what it does, and its button. */
function Act({ id, account, action, label, pending, text }: OneButton) {
  return (
    <ActionForm action={action} idPrefix={id} label={label} className="gap-2 py-2">
      <input type="hidden" name="accountId" value={account} />
      <div className="flex flex-wrap items-center justify-between gap-x-6 gap-y-2">
        <p className="min-w-0 text-dense text-ink-2">{text}</p>
        <SubmitButton variant="plain" pendingLabel={pending}>
          {label}
        </SubmitButton>
      </div>
    </ActionForm>
  )
}

function Suspend({ account }: { account: AccountDetail }) {
  const led = account.cases.filter((c) => c.leads).length
  return (
    <div className="flex flex-wrap items-center justify-between gap-x-6 gap-y-2 py-2">
      <p className="text-dense text-ink-2">Signed out at once, everywhere; nothing they wrote is lost.</p>
      <OpenSheet opens="suspend">Suspend</OpenSheet>
      <Sheet id="suspend" title={`Suspend ${account.name}?`}>
        <p className="text-dense text-ink-2">
          They cannot sign in until an admin restores the account.
          {led > 0 ? ` They lead ${countText(led, 'case')}: hand them over too.` : ''}
        </p>
        {account.alone > 0 ? (
          <Notice className="mt-3">
            {countText(account.alone, 'case has', 'cases have')} nobody else. Until you hand{' '}
            {account.alone === 1 ? 'it' : 'them'} over, nobody sees what waits in{' '}
            {account.alone === 1 ? 'it' : 'them'}.
          </Notice>
        ) : null}
        <ActionForm
          action={suspendAccountAction}
          idPrefix="suspend-form"
          label="Suspend"
          className="mt-4"
          closeSheet
        >
          <input type="hidden" name="accountId" value={account.id} />
          <div className="flex justify-end gap-2">
            <CloseSheet closes="suspend">Cancel</CloseSheet>
            <SubmitButton variant="plain" pendingLabel="Suspending">
              Suspend
            </SubmitButton>
          </div>
        </ActionForm>
      </Sheet>
    </div>
  )
}

export function SignInForms({ account }: { account: AccountDetail }) {
  const { id, status } = account
  return (
    <Section title="Signing in">
      <div className="divide-y divide-line">
        {status === 'invited' ? (
          <Act
            id="resend"
            account={id}
            action={resendInvitationAction}
            label="Send again"
            pending="Sending"
            text="A new invitation for 7 days. The link before stops working."
          />
        ) : null}
        {status === 'active' ? (
          <Act
            id="reset"
            account={id}
            action={sendResetAction}
            label="Send link"
            pending="Sending"
            text="A link to choose a new password, for 60 minutes."
          />
        ) : null}
        {status === 'suspended' ? (
          <Act
            id="restore"
            account={id}
            action={restoreAccountAction}
            label="Restore"
            pending="Restoring"
            text="They can sign in again, with the password from before."
          />
        ) : account.own ? (
          <p className="py-2 text-dense text-ink-3">
            Another admin can suspend you; you cannot do it yourself.
          </p>
        ) : (
          <Suspend account={account} />
        )}
      </div>
    </Section>
  )
}
