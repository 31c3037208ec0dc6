'use client'

import { useEffect } from 'react'
import { forgetDraft } from './draft.ts'

/** Stands on the page that says "saved": what was kept of this entry on the phone until then is not needed any more. */
export function ForgetDraft({ id }: { id: string }) {
  useEffect(() => forgetDraft(id), [id])
  return null
}
