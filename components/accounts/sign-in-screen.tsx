import { ActionForm } from '#components/forms/action-form.tsx'
import { SubmitButton } from '#components/forms/submit-button.tsx'
import { PasswordField, TextField } from '#components/forms/text-field.tsx'
import { WaitsHere } from '#components/offline/waits-here.tsx'
import { PublicShell } from '#components/shell/public-shell.tsx'
import { TextLink } from '#components/ui/link-button.tsx'
import { Notice } from '#components/ui/notice.tsx'
import { signInAction } from '#lib/accounts/actions.ts'
import type { Reason } from '#lib/accounts/way-back/rules.ts'
import { StepsPicture } from './steps-picture.tsx'

const words: Record<Reason, string | null> = {
  entry: 'You were signed out, so your last entry was not saved. Sign in, and you can make it again.',
  number: 'You were signed out, so your number was not saved. Sign in, and you can tap it again.',
  tab: 'Sign in here. Then close this tab, go back to the one before, and save there.',
  // The phone says it by itself, and how much.
  waits: null,
}

function told(why: Reason, signedIn: string | undefined): string | null {
  if (!signedIn) return words[why]
  const then =
    why === 'waits'
      ? 'Then what waits on this phone goes by itself.'
      : 'Then close this tab, go back to the one before, and save there.'
  return `${signedIn} is signed in. Is that you? ${then} If not, sign in here first.`
}

type SignInScreenProps = {
  /** The page that was asked for. */
  next: string | undefined
  why: Reason | undefined
  /** Who is signed in already, when somebody else may want to. */
  signedIn: string | undefined
}

export function SignInScreen({ next, why, signedIn }: SignInScreenProps) {
  const text = why ? told(why, signedIn) : null
  return (
    <PublicShell
      title="Sign in"
      lead="For patients, physios and the practice."
      foot="Filling in a form for your first visit? Use the link from your clinic; you need no account."
      picture={<StepsPicture />}
    >
      {text ? (
        <Notice tone="ink" live="status" className="mb-6">
          {text}
        </Notice>
      ) : null}
      <WaitsHere />
      <ActionForm action={signInAction} size="phone" label="Sign in">
        {next ? <input type="hidden" name="next" value={next} /> : null}
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
