import { ActionForm } from '#components/forms/action-form.tsx'
import { SubmitButton } from '#components/forms/submit-button.tsx'
import { PasswordField } from '#components/forms/text-field.tsx'
import { PublicShell } from '#components/shell/public-shell.tsx'
import { LinkButton } from '#components/ui/link-button.tsx'
import { setPasswordAction } from '#lib/accounts/password/actions.ts'
import { deadLink } from '#lib/accounts/password/rules.ts'
import type { AccountTokenView } from '#lib/accounts/password/schema.ts'

type Props = {
  token: string
  kind: 'invitation' | 'password_reset'
  /** `null` for a link that was never made. */
  link: AccountTokenView | null
}

/** Behind the link of an invitation or of a forgotten password: one field, or why the link does not work. */
export function SetPasswordScreen({ token, kind, link }: Props) {
  if (link?.state !== 'valid' || link.kind !== kind) {
    const { title, text, reset } = deadLink(kind, link?.kind === kind ? link.state : 'unknown')
    return (
      <PublicShell title={title} lead={text}>
        <div className="flex flex-wrap gap-3">
          <LinkButton href="/sign-in" variant="primary" size="phone">
            Sign in
          </LinkButton>
          {reset ? (
            <LinkButton href="/reset" size="phone">
              Ask for a new password
            </LinkButton>
          ) : null}
        </div>
      </PublicShell>
    )
  }
  const invited = kind === 'invitation'
  return (
    <PublicShell
      title={invited ? `Welcome to ${link.clinicName}` : 'Choose a new password'}
      lead={
        invited
          ? `${link.name}, choose a password. You sign in with it and with your e-mail address.`
          : 'You are signed out everywhere else when it is set.'
      }
      foot="Nobody at the clinic can see your password."
    >
      <ActionForm action={setPasswordAction} size="phone" label="Choose a password">
        <input type="hidden" name="token" value={token} />
        <p className="text-label text-ink-2">
          E-mail <span className="ml-2 font-medium break-all text-base-content">{link.email}</span>
        </p>
        <PasswordField
          name="newPassword"
          label="New password"
          autoComplete="new-password"
          minLength={12}
          hint="12 characters or more. A few words in a row are strong and easy to remember."
        />
        <SubmitButton size="phone" className="mt-2 h-12 w-full" pendingLabel="Saving">
          Set password and sign in
        </SubmitButton>
      </ActionForm>
    </PublicShell>
  )
}
