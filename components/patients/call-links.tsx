import { buttonClass } from '#components/ui/button.tsx'
import { PhoneIcon } from '#components/ui/icons.tsx'
import { telOf } from '#components/ui/phone-links.tsx'
import type { Guardian } from '#lib/patients/rules.ts'

function CallLink({ phone, label }: { phone: string; label: string }) {
  return (
    <a href={telOf(phone)} className={buttonClass('plain')}>
      <PhoneIcon />
      {label}
    </a>
  )
}

/** Who is called: the patient, and of somebody under 18 the parent or guardian as well. */
export function CallLinks({ phone, guardian }: { phone: string | null; guardian: Guardian | null }) {
  return (
    <>
      {phone ? <CallLink phone={phone} label="Call" /> : null}
      {guardian?.phone ? <CallLink phone={guardian.phone} label="Call guardian" /> : null}
    </>
  )
}
