import type { ReactNode } from 'react'
import { OpenedBy } from '#components/forms/opener.tsx'
import { OnPhone } from '#components/offline/on-phone.tsx'
import { requirePatient } from '#lib/accounts/session.ts'

/** The frame of one step: a column without tabs, so that nothing distracts. */
export default async function Layout({ children }: { children: ReactNode }) {
  const { accountId, ownZone } = await requirePatient()
  return (
    <div className="min-h-dvh bg-base-200">
      <main id="main" tabIndex={-1} className="mx-auto w-full max-w-[32.5rem] px-5 pt-4 pb-8 outline-none">
        <OnPhone accountId={accountId} zone={ownZone} />
        <OpenedBy accountId={accountId}>{children}</OpenedBy>
      </main>
    </div>
  )
}
