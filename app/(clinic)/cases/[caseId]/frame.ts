import { cache } from 'react'
import { idParam } from '#lib/access/load.ts'
import { requirePhysio } from '#lib/accounts/session.ts'
import { type CaseFrame, caseFrame } from '#lib/cases/queries.ts'
import { NotFound } from '#lib/errors.ts'

/** Whose record a page is, read once a request for its banner and its title; null for whoever may not read it. */
export const frameOf = cache(async (caseId: string): Promise<CaseFrame | null> => {
  const actor = await requirePhysio()
  try {
    return await caseFrame(actor, idParam(caseId), null, new Date())
  } catch (error) {
    if (error instanceof NotFound) return null
    throw error
  }
})

/** Two cases in two tabs: the number tells them apart, and no name gets into histories and lists of windows. */
export const titleOf = (frame: CaseFrame | null, page: string) =>
  [frame?.banner.number, `${page} – Stepwise`].filter(Boolean).join(' ')
