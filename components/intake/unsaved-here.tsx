import type { ReactNode } from 'react'
import { Notice } from '#components/ui/notice.tsx'
import { PhoneLink } from '#components/ui/phone-links.tsx'
import { meantBy } from '#lib/flags/messages/rules.ts'

type UnsavedHereProps = { emergencyNumber: string; phone: string; children?: ReactNode }

/** After a form was closed: that nobody has heard what was sent last, and whom to call instead. */
export function UnsavedHere({ emergencyNumber, phone, children }: UnsavedHereProps) {
  return (
    <Notice tone="amber" live="alert" title="Your last answers were not saved">
      <p>This form was closed on this device before you sent them. {children}</p>
      <p className="mt-2">
        If something is urgent, call <PhoneLink number={emergencyNumber} meant={meantBy.emergencyNumber} /> or{' '}
        <PhoneLink number={phone} meant={meantBy.clinicPhone} />.
      </p>
    </Notice>
  )
}
