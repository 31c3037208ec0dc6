import type { ReactNode } from 'react'
import { requirePatient } from '#lib/accounts/session.ts'

/** A form in parts brings its own frame. */
export default async function Layout({ children }: { children: ReactNode }) {
  await requirePatient()
  return children
}
