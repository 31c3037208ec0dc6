import { LogOutIcon } from '#components/ui/icons.tsx'
import { menuItemClass } from '#components/ui/menu.tsx'
import { signOutAction } from '#lib/accounts/actions.ts'

/** The last row of the account menu; a plain form, so it works without script. */
export function SignOutForm() {
  return (
    <form action={signOutAction}>
      <button type="submit" className={menuItemClass}>
        <LogOutIcon size={15} className="text-ink-3" />
        Sign out
      </button>
    </form>
  )
}
