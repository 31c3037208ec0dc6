'use client'

import { useEffect } from 'react'
import { useOpener } from '#components/forms/opener.tsx'
import { forgetDraft, forgetSaved } from './draft.ts'

/** Stands on the page that says "saved": what was kept of this entry on the phone until then is not needed any more. */
export function ForgetDraft({ id }: { id: string }) {
  useEffect(() => forgetDraft(id), [id])
  return null
}

/** The same on a page that lists what arrived. */
export function ForgetSaved({ ids }: { ids: readonly string[] }) {
  const accountId = useOpener()
  useEffect(() => {
    if (accountId) forgetSaved(accountId, ids)
  }, [accountId, ids])
  return null
}
