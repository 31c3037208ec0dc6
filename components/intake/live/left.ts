import { useContext } from 'react'
import { FormContext } from '#components/forms/form-context.ts'
import type { Clash } from '#lib/intake/drafts/schema.ts'

/** What "Continue" saved, and what it left to be chosen. */
type Left = { clashes?: readonly Clash[]; danger?: string | null; revision?: string }

/** Null unless the last answer to the form left something. */
export function useLeft(): Left | null {
  const { result } = useContext(FormContext)
  return (result.status === 'error' && (result.saved as Left | undefined)) || null
}
