import { telOf } from '#components/ui/phone-links.tsx'

const linkClass = 'font-semibold underline underline-offset-2'

/** Before a form is begun: whom to call instead of writing. */
export function NotReadAtOnce({ emergencyNumber, phone }: { emergencyNumber: string; phone: string }) {
  return (
    <p className="text-label text-ink-2">
      This form is not read at once. In an emergency call{' '}
      <a className={linkClass} href={telOf(emergencyNumber)}>
        {emergencyNumber}
      </a>
      . For questions call{' '}
      <a className={linkClass} href={telOf(phone)}>
        {phone}
      </a>
      .
    </p>
  )
}
