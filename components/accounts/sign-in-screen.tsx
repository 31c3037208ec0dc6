import { ActionForm } from '#components/forms/action-form.tsx'
import { SubmitButton } from '#components/forms/submit-button.tsx'
import { PasswordField, TextField } from '#components/forms/text-field.tsx'
import { PublicShell } from '#components/shell/public-shell.tsx'
import { TextLink } from '#components/ui/link-button.tsx'
import { Notice } from '#components/ui/notice.tsx'
import { signInAction } from '#lib/accounts/actions.ts'
import { StepsPicture } from './steps-picture.tsx'

/** `notice`: why somebody came back here, such as a password that was just set. */
export function SignInScreen({ notice }: { notice?: string | undefined }) {
  return (
    <PublicShell
      title="Sign in"
      lead="For patients, physios and the practice."
      foot="Filling in a form for your first visit? Use the link from your clinic; you need no account."
      picture={<StepsPicture />}
    >
      {notice ? (
        <Notice tone="done" live="status" className="mb-6">
          {notice}
        </Notice>
      ) : null}
      <ActionForm action={signInAction} size="phone" label="Sign in">
        <TextField
          name="email"
          label="E-mail"
          type="email"
          autoComplete="username"
          autoCapitalize="none"
          spellCheck={false}
        />
        <PasswordField
          name="password"
          label="Password"
          autoComplete="current-password"
          aside={
            <TextLink
              href="/reset"
              className="inline-flex min-h-6 items-center text-dense pointer-coarse:-my-2.5 pointer-coarse:min-h-11"
            >
              Forgotten?
            </TextLink>
          }
        />
        <SubmitButton pendingLabel="Signing in" size="phone" className="mt-2 h-12 w-full">
          Sign in
        </SubmitButton>
      </ActionForm>
    </PublicShell>
  )
}
