'use client'

import { LogOutIcon } from '#components/ui/icons.tsx'
import { menuItemClass } from '#components/ui/menu.tsx'
import { signOutAction } from '#lib/accounts/actions.ts'
import { cannotLeave, useLeaving } from './leave-phone.ts'

/** The last row of the account menu; a plain form, so it works without script. Somebody of the team may be a patient as well. */
export function SignOutForm({ accountId }: { accountId: string }) {
  const { onSubmit, isRefused } = useLeaving(accountId)
  return (
    <form action={signOutAction} onSubmit={onSubmit}>
      <button type="submit" className={menuItemClass}>
        <LogOutIcon size={15} className="text-ink-3" />
        Sign out
      </button>
      {isRefused ? (
        <p role="alert" className="px-2.5 py-2 text-dense font-semibold">
          {cannotLeave}
        </p>
      ) : null}
    </form>
  )
}
