import { PhoneLink } from '#components/ui/phone-links.tsx'
import { meantBy } from '#lib/flags/messages/rules.ts'

/** Before a form is begun: whom to call instead of writing. */
export function NotReadAtOnce({ emergencyNumber, phone }: { emergencyNumber: string; phone: string }) {
  return (
    <p className="text-label text-ink-2">
      This form is not read at once. In an emergency call{' '}
      <PhoneLink number={emergencyNumber} meant={meantBy.emergencyNumber} />. For questions call{' '}
      <PhoneLink number={phone} meant={meantBy.clinicPhone} />.
    </p>
  )
}
