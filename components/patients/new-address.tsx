import { TextLink } from '#components/ui/link-button.tsx'
import { Notice } from '#components/ui/notice.tsx'

/** An address that nobody who may read the record has looked at (lib/patients/address). */
export function NewAddress({ patientId, email }: { patientId: string; email: string | null }) {
  return (
    <Notice title="Somebody who does not treat this patient changed her e-mail address">
      <span className="break-all">{email ? `It is now ${email}.` : 'There is none now.'}</span> Nothing that
      opens her record goes there before one of her team has asked her, and has confirmed it or sent the
      invitation. <TextLink href={`/patients/${patientId}/edit`}>Look at the address</TextLink>
    </Notice>
  )
}
