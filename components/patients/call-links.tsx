import { buttonClass } from '#components/ui/button.tsx'
import { PhoneIcon } from '#components/ui/icons.tsx'
import { telOf } from '#components/ui/phone-links.tsx'
import type { Call } from '#lib/patients/contacts/rules.ts'

/** Who is called: the patient, and of somebody under 18 the parent or guardian as well. */
export const CallLinks = ({ calls }: { calls: readonly Call[] }) =>
  calls.map(({ label, phone }) => (
    <a key={label} href={telOf(phone)} className={buttonClass('plain')}>
      <PhoneIcon />
      {label}
    </a>
  ))
