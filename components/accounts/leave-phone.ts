import { type FormEvent, useRef, useState } from 'react'
import { forgetPhone } from '#components/offline/forget-phone.ts'
import { type DraftOf, draftName, forgetDrafts, unsentEntries } from '#components/tracking/draft/draft.ts'
import { countText, dayText } from '#lib/dates.ts'
import { allWaiting, type Waiting } from '#public/offline/outbox.js'

export type Unsaved = { waiting: number; refused: number }
export const nothingUnsaved: Unsaved = { waiting: 0, refused: 0 }

/** Entries of this person that are not saved at the clinic: those that wait to be sent, and those that were refused and never are. */
export const countUnsaved = (accountId: string): Promise<Unsaved> =>
  allWaiting()
    .then((all) => {
      const of = (state: Waiting['state']) =>
        all.filter((one) => one.account === accountId && one.state === state).length
      return { waiting: of('waits'), refused: of('refused') }
    })
    .catch(() => nothingUnsaved)

/** "1 entry was not taken, and is only on this device." */
export const refusedText = (refused: number, where: 'phone' | 'device'): string =>
  `${countText(refused, 'entry was', 'entries were')} not taken, and ${refused === 1 ? 'is' : 'are'} only on this ${where}.`

function lossText({ waiting, refused }: Unsaved, drafts: readonly DraftOf[]): string {
  const names = drafts.map(({ kind, day }) => `${draftName(kind)} of ${dayText(day)}`)
  return [
    waiting > 0 ? `${countText(waiting, 'entry waits', 'entries wait')} for a connection.` : [],
    refused > 0 ? refusedText(refused, 'device') : [],
    names.length > 0 ? `${names.join(', ')}: not saved yet.` : [],
    'Signing out deletes this from the device. Sign out all the same?',
  ]
    .flat()
    .join(' ')
}

const ANSWER_MS = 5000

/** Whether the server answers now: a phone says that it is connected in a network that leads nowhere, too. */
async function isReached(): Promise<boolean> {
  if (!navigator.onLine) return false
  try {
    const how = { cache: 'no-store', redirect: 'error', signal: AbortSignal.timeout(ANSWER_MS) } as const
    const response = await fetch('/api/health', how)
    // A page to sign in to a network is an answer, and none of ours.
    return response.ok && (await response.json()).status === 'ok'
  } catch {
    return false
  }
}

/**
 * What is this person's leaves the device before she signs out, and not without a word; what another entered stays. `offline`: she
 * cannot sign out now, and nothing is deleted for it.
 */
export async function leavePhone(accountId: string | null): Promise<'gone' | 'stays' | 'offline'> {
  // As it is now: something may have been saved, or sent, since this page was opened.
  const unsaved = accountId ? await countUnsaved(accountId) : nothingUnsaved
  const drafts = accountId ? unsentEntries(accountId) : []
  if (unsaved.waiting + unsaved.refused + drafts.length > 0) {
    if (!(await isReached())) return 'offline'
    if (!confirm(lossText(unsaved, drafts))) return 'stays'
  }
  forgetDrafts((of) => of.accountId === accountId)
  await forgetPhone(accountId)
  return 'gone'
}

/** For the forms that sign out. `isRefused`: there is no connection, and something would be lost. */
export function useLeaving(accountId: string | null) {
  const agreed = useRef(false)
  const asking = useRef(false)
  const [isRefused, setRefused] = useState(false)
  const onSubmit = async (event: FormEvent<HTMLFormElement>) => {
    if (agreed.current) return
    event.preventDefault()
    if (asking.current) return
    asking.current = true
    const form = event.currentTarget
    const left = await leavePhone(accountId)
    asking.current = false
    setRefused(left === 'offline')
    if (left !== 'gone') return
    agreed.current = true
    form.requestSubmit()
  }
  return { onSubmit, isRefused }
}

export const cannotLeave = 'You cannot sign out without a connection while something is only on this device.'
