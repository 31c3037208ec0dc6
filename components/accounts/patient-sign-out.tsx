'use client'

import { type FormEvent, useEffect, useRef, useState } from 'react'
import { useOpener } from '#components/forms/opener.tsx'
import { forgetPhone } from '#components/offline/forget-phone.ts'
import { type DraftOf, draftNames, forgetDrafts, unsentEntries } from '#components/tracking/draft/draft.ts'
import { buttonClass } from '#components/ui/button.tsx'
import { TextLink } from '#components/ui/link-button.tsx'
import { Notice } from '#components/ui/notice.tsx'
import { signOutAction, signOutEverywhereAction } from '#lib/accounts/actions.ts'
import { countText, dayText } from '#lib/dates.ts'
import { allWaiting } from '#public/offline/outbox.js'

/** What would be lost, with the way to each; and how many entries were saved here and wait for a connection. */
export function LostBySignOut({ unsent, waiting = 0 }: { unsent: readonly DraftOf[]; waiting?: number }) {
  if (unsent.length === 0 && waiting === 0) return null
  return (
    <Notice className="mt-4" title="Signing out deletes from this phone what is not saved">
      <ul>
        {waiting > 0 ? (
          <li>
            {countText(waiting, 'entry waits', 'entries wait')} for a connection and would be lost. Stay
            signed in until there is one.
          </li>
        ) : null}
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

/** Entries of this person that are not saved at the clinic: those that wait, and those that were refused. */
const countWaiting = (accountId: string): Promise<number> =>
  allWaiting()
    .then((all) => all.filter((one) => one.account === accountId && one.state !== 'saved').length)
    .catch(() => 0)

/** Signing out on a phone: here, or on every device. What was entered and not sent yet leaves the phone with it. */
export function PatientSignOut({ several }: { several: boolean }) {
  const accountId = useOpener()
  const [unsent, setUnsent] = useState<readonly DraftOf[]>([])
  const [waiting, setWaiting] = useState(0)
  useEffect(() => {
    setUnsent(accountId ? unsentEntries(accountId) : [])
    if (accountId) void countWaiting(accountId).then(setWaiting)
  }, [accountId])
  const agreed = useRef(false)
  const [refused, setRefused] = useState(false)
  const forget = async (event: FormEvent<HTMLFormElement>) => {
    if (agreed.current) return
    event.preventDefault()
    const form = event.currentTarget
    // As it is now: something may have been saved, or sent, since this page was opened.
    const waiting = accountId ? await countWaiting(accountId) : 0
    setWaiting(waiting)
    setRefused(waiting > 0 && !navigator.onLine)
    if (waiting > 0 && !navigator.onLine) return
    const lost = `${countText(waiting, 'entry', 'entries')} on this phone would be lost. Sign out all the same?`
    if (waiting > 0 && !confirm(lost)) return
    agreed.current = true
    forgetDrafts()
    await forgetPhone(accountId)
    form.requestSubmit()
  }
  return (
    <>
      <LostBySignOut unsent={unsent} waiting={waiting} />
      {refused ? (
        <p role="alert" className="mt-4 font-semibold">
          You cannot sign out without a connection while something waits on this phone.
        </p>
      ) : null}
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
