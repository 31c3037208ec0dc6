import { ActionForm } from '#components/forms/action-form.tsx'
import { SubmitButton } from '#components/forms/submit-button.tsx'
import { TextField } from '#components/forms/text-field.tsx'
import { PublicShell } from '#components/shell/public-shell.tsx'
import { TextLink } from '#components/ui/link-button.tsx'
import { askResetAction } from '#lib/accounts/password/actions.ts'
import { noLinks } from '#lib/accounts/password/rules.ts'

/** `sends`: a link can be sent to whoever asks here. */
export function AskResetScreen({ sends }: { sends: boolean }) {
  return (
    <PublicShell
      title="Forgotten your password?"
      lead={sends ? 'Tell us your e-mail address. We send you a link to choose a new one.' : noLinks}
      foot={
        <TextLink href="/sign-in" className="inline-flex min-h-11 items-center">
          Back to sign in
        </TextLink>
      }
    >
      {sends ? (
        <ActionForm action={askResetAction} size="phone" label="Ask for a new password">
          <TextField
            name="email"
            label="E-mail"
            type="email"
            autoComplete="username"
            autoCapitalize="none"
            spellCheck={false}
          />
          <SubmitButton size="phone" className="mt-2 h-12 w-full" pendingLabel="Sending">
            Send the link
          </SubmitButton>
        </ActionForm>
      ) : null}
    </PublicShell>
  )
}
