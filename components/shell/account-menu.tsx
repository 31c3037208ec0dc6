import type { ReactNode } from 'react'
import { Avatar } from '#components/ui/avatar.tsx'
import { ChevronsUpDownIcon, CircleUserRoundIcon } from '#components/ui/icons.tsx'
import { menuItemClass } from '#components/ui/menu.tsx'
import { PageLink } from '#components/ui/page-link.tsx'

export type ShellAccount = { name: string; clinic: string }

type AccountMenuProps = {
  id: string
  account: ShellAccount
  /** The form that signs out. It is a slot: the shell knows no actions. */
  signOut: ReactNode
}

/** Who is signed in and where; the popover opens without JavaScript. */
export function AccountMenu({ id, account, signOut }: AccountMenuProps) {
  return (
    <>
      <button
        type="button"
        popoverTarget={id}
        aria-haspopup="dialog"
        className="flex w-full items-center gap-2.5 rounded-field px-2 py-1.5 text-left hover:bg-hover max-lg:min-h-11 pointer-coarse:min-h-11"
      >
        <Avatar name={account.name} size="desk" own />
        <span className="min-w-0 grow leading-tight">
          <span className="block truncate text-dense font-medium">{account.name}</span>
          <span className="block truncate text-caption text-ink-3">{account.clinic}</span>
        </span>
        <ChevronsUpDownIcon size={14} className="text-ink-3" />
      </button>
      <div id={id} popover="auto" className="pop pop-up" role="dialog" aria-label="Account">
        <div className="px-2.5 pt-1.5 pb-2">
          <div className="text-dense font-semibold">{account.name}</div>
          <div className="text-caption text-ink-3">{account.clinic}</div>
        </div>
        <div className="grid gap-0.5 border-t border-line pt-1.5">
          <PageLink href="/account" className={menuItemClass}>
            <CircleUserRoundIcon size={15} className="text-ink-3" />
            Password and sessions
          </PageLink>
          {signOut}
        </div>
      </div>
    </>
  )
}
