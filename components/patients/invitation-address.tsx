'use client'

import { useContext } from 'react'
import { FormContext } from '#components/forms/form-context.ts'

/** The address of an invitation that no mail server sends, this once, for whoever treats the patient to pass on to her. */
export function InvitationAddress() {
  const { result } = useContext(FormContext)
  const invited = result.status === 'ok' ? (result.data as { address: string | null } | undefined) : null
  const address = invited?.address
  if (!address) return null
  return (
    <p className="mb-2 text-dense">
      No mail server sends it. Pass this address on to the patient alone:
      <span className="mt-1 block font-medium break-all select-all">{address}</span>
    </p>
  )
}
