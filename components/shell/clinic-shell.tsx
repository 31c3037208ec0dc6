import type { ReactNode } from 'react'
import { MenuIcon } from '#components/ui/icons.tsx'
import { Logo } from '#components/ui/logo.tsx'
import { AccountMenu, type ShellAccount } from './account-menu.tsx'
import type { ClinicNavCounts, ClinicRoles } from './clinic-nav.ts'
import { FindPatient } from './find-patient.tsx'
import { ClinicNav } from './nav-links.tsx'
import { NewsBar } from './news-bar.tsx'

export type ClinicShellProps = {
  account: ShellAccount
  roles: ClinicRoles
  counts: ClinicNavCounts
  signOut: ReactNode
  children: ReactNode
}

/**
 * The frame of the clinic's pages, admin pages included: a sidebar of 208 px on a desk; below 1024 px (which is also a desk
 * at 200 % zoom) a top bar whose button opens the same sidebar. On a desk `main` scrolls, so that a banner may stick to its
 * top; it is `relative`, or what only a screen reader reads (`sr-only`, which is absolute) would make the page itself scroll.
 */
export function ClinicShell({ account, roles, counts, signOut, children }: ClinicShellProps) {
  return (
    <div className="shell bg-base-200 max-lg:min-h-dvh lg:grid lg:h-dvh lg:grid-cols-[208px_minmax(0,1fr)]">
      <header className="no-print sticky top-0 z-30 flex h-14 items-center justify-between gap-1 bg-base-200 pr-2 pl-4 lg:hidden">
        <Logo />
        <button
          type="button"
          popoverTarget="shell-menu"
          aria-label="Menu"
          className="btn btn-square btn-ghost h-11 w-11"
        >
          <MenuIcon size={22} />
        </button>
      </header>
      <aside id="shell-menu" popover="auto" className="no-print side" aria-label="Navigation">
        <div className="mb-4 px-2 max-lg:hidden">
          <Logo size={24} />
        </div>
        {/* An admin alone may not look for patients. */}
        {roles.physio ? (
          <div className="mb-3">
            <FindPatient id="find-patient" />
          </div>
        ) : null}
        <nav aria-label="Main" className="min-h-0 grow overflow-y-auto p-px">
          <ClinicNav roles={roles} counts={counts} />
        </nav>
        <AccountMenu id="account" account={account} signOut={signOut} />
      </aside>
      <NewsBar counts={counts} />
      <main
        id="main"
        tabIndex={-1}
        className="relative flex min-w-0 flex-col border-line bg-base-100 outline-none max-lg:min-h-[calc(100dvh-3.5rem)] max-lg:border-t lg:my-2 lg:mr-2 lg:min-h-0 lg:overflow-y-auto lg:rounded-box lg:border"
      >
        {children}
      </main>
    </div>
  )
}
