'use client'

import { createContext, type ReactNode, useContext } from 'react'
import { OPENER } from '#lib/forms/result.ts'

const Opener = createContext<string | null>(null)

/** Around the pages of somebody who is signed in: every form in them says whose page it stood on. */
export function OpenedBy({ accountId, children }: { accountId: string; children: ReactNode }) {
  return <Opener value={accountId}>{children}</Opener>
}

/** The account for which the page was drawn; null where nobody is signed in. */
export const useOpener = (): string | null => useContext(Opener)

/** Belongs into every form that saves. */
export function OpenerField() {
  const accountId = useOpener()
  return accountId === null ? null : <input type="hidden" name={OPENER} value={accountId} />
}
