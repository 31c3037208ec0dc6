'use client'

import { useEffect, useState } from 'react'
import { useOpener } from '#components/forms/opener.tsx'
import { type DraftOf, draftNames, forgetDrafts, unsentEntries } from '#components/tracking/draft/draft.ts'
import { buttonClass } from '#components/ui/button.tsx'
import { TextLink } from '#components/ui/link-button.tsx'
import { Notice } from '#components/ui/notice.tsx'
import { signOutAction, signOutEverywhereAction } from '#lib/accounts/actions.ts'
import { dayText } from '#lib/dates.ts'

/** What would be lost, with the way to each. */
export function LostBySignOut({ unsent }: { unsent: readonly DraftOf[] }) {
  if (unsent.length === 0) return null
  return (
    <Notice className="mt-4" title="Signing out deletes from this phone what is not saved">
      <ul>
        {unsent.map(({ kind, caseId, day }) => (
          <li key={`${kind}.${caseId}.${day}`}>
            {draftNames[kind]} of {dayText(day)} is not saved yet.{' '}
            <TextLink
              href={`/today/${kind}?case=${caseId}&day=${day}`}
              className="inline-flex min-h-11 items-center"
            >
              Open it to save it
            </TextLink>
          </li>
        ))}
      </ul>
    </Notice>
  )
}

/** Signing out on a phone: here, or on every device. What was entered and not sent yet leaves the phone with it. */
export function PatientSignOut({ several }: { several: boolean }) {
  const accountId = useOpener()
  const [unsent, setUnsent] = useState<readonly DraftOf[]>([])
  useEffect(() => setUnsent(accountId ? unsentEntries(accountId) : []), [accountId])
  const forget = () => forgetDrafts()
  return (
    <>
      <LostBySignOut unsent={unsent} />
      <div className="mt-4 flex flex-wrap gap-2">
        <form action={signOutAction} onSubmit={forget}>
          <button type="submit" className={buttonClass('plain', 'phone')}>
            Sign out
          </button>
        </form>
        {several ? (
          <form action={signOutEverywhereAction} onSubmit={forget}>
            <button type="submit" className={buttonClass('plain', 'phone')}>
              Sign out everywhere
            </button>
          </form>
        ) : null}
      </div>
    </>
  )
}
