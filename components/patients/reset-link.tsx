'use client'

import { useContext } from 'react'
import { FormContext } from '#components/forms/form-context.ts'
import { QrCode } from '#components/ui/qr-code.tsx'
import type { ResetShown } from '#lib/patients/reset/schema.ts'

/** The link that was just made, shown this once, for the patient's own phone. */
export function ResetLink() {
  const { result } = useContext(FormContext)
  const shown = result.status === 'ok' ? (result.data as ResetShown | undefined) : undefined
  if (!shown) return null
  const { url, qr, minutes } = shown
  return (
    <div className="mb-2 text-dense">
      <p>
        For the patient alone, and not for you to open: they point their phone at the code, or type the
        address, within {minutes} minutes.
      </p>
      <QrCode qr={qr} label="QR code with the address for a new password" className="mt-2" />
      <span className="mt-1 block font-medium break-all select-all">{url}</span>
    </div>
  )
}
