'use client'

import type { FormEvent } from 'react'
import { draftNames, forgetDrafts, unsentEntries } from '#components/tracking/draft/draft.ts'
import { LogOutIcon } from '#components/ui/icons.tsx'
import { menuItemClass } from '#components/ui/menu.tsx'
import { signOutAction } from '#lib/accounts/actions.ts'
import { dayText } from '#lib/dates.ts'

/**
 * The last row of the account menu; a plain form, so it works without script. What somebody of the team entered as a patient and
 * has not sent leaves the device with it, and not without a word.
 */
export function SignOutForm({ accountId }: { accountId: string }) {
  const forget = (event: FormEvent) => {
    const unsent = unsentEntries(accountId).map(({ kind, day }) => `${draftNames[kind]} of ${dayText(day)}`)
    const lost = `${unsent.join(', ')}: not saved yet. Signing out deletes it from this device.`
    if (unsent.length > 0 && !confirm(lost)) event.preventDefault()
    else forgetDrafts((of) => of.accountId === accountId)
  }
  return (
    <form action={signOutAction} onSubmit={forget}>
      <button type="submit" className={menuItemClass}>
        <LogOutIcon size={15} className="text-ink-3" />
        Sign out
      </button>
    </form>
  )
}
