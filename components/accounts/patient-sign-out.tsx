'use client'

import { useEffect, useState } from 'react'
import { useOpener } from '#components/forms/opener.tsx'
import { type DraftOf, draftHref, draftName, unsentEntries } from '#components/tracking/draft/draft.ts'
import { buttonClass } from '#components/ui/button.tsx'
import { TextLink } from '#components/ui/link-button.tsx'
import { Notice } from '#components/ui/notice.tsx'
import { signOutAction, signOutEverywhereAction } from '#lib/accounts/actions.ts'
import { countText, dayText } from '#lib/dates.ts'
import {
  cannotLeave,
  countUnsaved,
  nothingUnsaved,
  refusedText,
  type Unsaved,
  useLeaving,
} from './leave-phone.ts'

type Lost = { unsent: readonly DraftOf[] } & Partial<Unsaved>

/** What would be lost, with the way to each; and how many entries were saved here and wait for a connection, or were refused. */
export function LostBySignOut({ unsent, waiting = 0, refused = 0 }: Lost) {
  if (unsent.length + waiting + refused === 0) return null
  return (
    <Notice className="mt-4" title="Signing out deletes from this phone what is not saved">
      <ul>
        {waiting > 0 ? (
          <li>
            {countText(waiting, 'entry waits', 'entries wait')} for a connection and would be lost. Stay
            signed in until there is one.
          </li>
        ) : null}
        {refused > 0 ? (
          <li>
            {refusedText(refused, 'phone')}{' '}
            <TextLink href="/today" className="inline-flex min-h-11 items-center">
              Look at {refused === 1 ? 'it' : 'them'} on Today
            </TextLink>
          </li>
        ) : null}
        {unsent.map(({ kind, caseId, day }) => (
          <li key={`${kind}.${caseId}.${day}`}>
            {draftName(kind)} of {dayText(day)} is not saved yet.{' '}
            <TextLink href={draftHref({ kind, caseId, day })} className="inline-flex min-h-11 items-center">
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
  const [unsaved, setUnsaved] = useState(nothingUnsaved)
  useEffect(() => {
    setUnsent(accountId ? unsentEntries(accountId) : [])
    if (accountId) void countUnsaved(accountId).then(setUnsaved)
  }, [accountId])
  const { onSubmit, isRefused } = useLeaving(accountId)
  return (
    <>
      <LostBySignOut unsent={unsent} {...unsaved} />
      {isRefused ? (
        <p role="alert" className="mt-4 font-semibold">
          {cannotLeave}
        </p>
      ) : null}
      <div className="mt-4 flex flex-wrap gap-2">
        <form action={signOutAction} onSubmit={onSubmit}>
          <button type="submit" className={buttonClass('plain', 'phone')}>
            Sign out
          </button>
        </form>
        {several ? (
          <form action={signOutEverywhereAction} onSubmit={onSubmit}>
            <button type="submit" className={buttonClass('plain', 'phone')}>
              Sign out everywhere
            </button>
          </form>
        ) : null}
      </div>
    </>
  )
}
