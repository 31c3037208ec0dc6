import { ActionForm } from '#components/forms/action-form.tsx'
import { SubmitButton } from '#components/forms/submit-button.tsx'
import { PasswordField } from '#components/forms/text-field.tsx'
import { PageHeader } from '#components/shell/page-header.tsx'
import { Section } from '#components/ui/section.tsx'
import { changePasswordAction, endOtherSessionsAction, endSessionAction } from '#lib/accounts/own/actions.ts'
import type { OwnAccount, OwnSession } from '#lib/accounts/own/schema.ts'

function ChangePassword({ email }: { email: string }) {
  return (
    <Section title="Password" line={false} note="You are signed out everywhere else when it is changed.">
      <ActionForm
        action={changePasswordAction}
        idPrefix="password"
        label="Password"
        className="max-w-md"
        resetOnOk
      >
        {/* For whatever keeps passwords: whose it is. */}
        <input type="hidden" autoComplete="username" defaultValue={email} />
        <PasswordField name="password" label="Present password" autoComplete="current-password" />
        <PasswordField
          name="newPassword"
          label="New password"
          autoComplete="new-password"
          minLength={12}
          hint="12 characters or more. A few words in a row are strong and easy to remember."
        />
        <div>
          <SubmitButton pendingLabel="Changing">Change password</SubmitButton>
        </div>
      </ActionForm>
      <p className="mt-3 text-caption text-ink-3">
        You do not know the present one? Sign out and choose “Forgotten?”.
      </p>
    </Section>
  )
}

function SessionLine({ session: { id, since, lastSeen, here } }: { session: OwnSession }) {
  return (
    <li className="flex flex-wrap items-center justify-between gap-x-6 gap-y-2 py-2 text-dense">
      <span className="num">
        <span className="block font-medium">{here ? 'Here' : 'Elsewhere'}</span>
        <span className="text-ink-2">
          Signed in: {since}. Last used: {lastSeen}
        </span>
      </span>
      {here ? null : (
        <ActionForm action={endSessionAction} idPrefix={`end-${id}`} label={`End the session from ${since}`}>
          <input type="hidden" name="sessionId" value={id} />
          <SubmitButton variant="plain" pendingLabel="Ending">
            End
          </SubmitButton>
        </ActionForm>
      )}
    </li>
  )
}

function Sessions({ sessions }: { sessions: readonly OwnSession[] }) {
  return (
    <Section title="Where you are signed in" note="A session ends by itself after 30 minutes without use.">
      <ul className="max-w-2xl divide-y divide-line">
        {sessions.map((session) => (
          <SessionLine key={session.id} session={session} />
        ))}
      </ul>
      <ActionForm
        action={endOtherSessionsAction}
        idPrefix="others"
        label="End all others"
        className="mt-2 max-w-md"
      >
        {sessions.length > 1 ? (
          <div>
            <SubmitButton variant="plain" pendingLabel="Ending">
              End all others
            </SubmitButton>
          </div>
        ) : null}
      </ActionForm>
    </Section>
  )
}

/** The own account of somebody of the clinic: the password, and where it is signed in. */
export function OwnAccountScreen({ account: { name, email, sessions } }: { account: OwnAccount }) {
  return (
    <>
      <PageHeader title="Your account" note={`${name}, ${email}`} />
      <div className="px-4 py-5 lg:px-6">
        <ChangePassword email={email} />
        <Sessions sessions={sessions} />
      </div>
    </>
  )
}
