'use client'

import { useLeft } from './left.ts'

/** What the page began with; once "Continue" has left something to be chosen, what it said to carry on with. */
export function RevisionField({ revision }: { revision: string }) {
  return <input type="hidden" name="revision" value={useLeft()?.revision ?? revision} autoComplete="off" />
}
