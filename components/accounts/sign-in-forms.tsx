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

type OneButton<T> = {
  id: string
  account: string
  action: FormAction<T>
  label: string
  pending: string
  text: string
}

/** One act on the account: what it does, and its button. */
function Act<T>({ id, account, action, label, pending, text }: OneButton<T>) {
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

const suspend = {
  label: 'Suspend',
  pending: 'Suspending',
  text: 'Signed out at once, everywhere; nothing they wrote is lost.',
  title: (name: string) => `Suspend ${name}?`,
  after: 'They cannot sign in until an admin restores the account.',
}

/** Of an invitation that nobody accepted: the account, which the audit names, stays. */
const takeBack = {
  label: 'Take back',
  pending: 'Taking back',
  text: 'The link stops working at once. The account stays, suspended, and keeps its address.',
  title: (name: string) => `Take back the invitation of ${name}?`,
  after:
    'The link stops working. The account stays, suspended; to invite them after all, restore it and send the invitation again. To invite somebody else with its address, give it another one first.',
}

function Suspend({ account }: { account: AccountDetail }) {
  const led = account.cases.filter((c) => c.leads).length
  const words = account.status === 'invited' ? takeBack : suspend
  return (
    <div className="flex flex-wrap items-center justify-between gap-x-6 gap-y-2 py-2">
      <p className="text-dense text-ink-2">{words.text}</p>
      <OpenSheet opens="suspend">{words.label}</OpenSheet>
      <Sheet id="suspend" title={words.title(account.name)}>
        <p className="text-dense text-ink-2">
          {words.after}
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
          label={words.label}
          className="mt-4"
          closeSheet
        >
          <input type="hidden" name="accountId" value={account.id} />
          <div className="flex justify-end gap-2">
            <CloseSheet closes="suspend">Cancel</CloseSheet>
            <SubmitButton variant="plain" pendingLabel={words.pending}>
              {words.label}
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
            text={
              account.restoredAs === 'invited'
                ? 'They never accepted the invitation: they are invited again, and you send it again then.'
                : 'They can sign in again, with the password from before.'
            }
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
