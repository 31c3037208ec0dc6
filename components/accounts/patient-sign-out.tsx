'use client'

import { forgetDrafts } from '#components/tracking/session/draft.ts'
import { buttonClass } from '#components/ui/button.tsx'
import { signOutAction, signOutEverywhereAction } from '#lib/accounts/actions.ts'

/** Signing out on a phone: here, or on every device. What was entered and not sent yet leaves the phone with it. */
export function PatientSignOut({ several }: { several: boolean }) {
  const forget = () => forgetDrafts()
  return (
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
  )
}
