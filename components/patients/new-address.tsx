import { TextLink } from '#components/ui/link-button.tsx'
import { Notice } from '#components/ui/notice.tsx'

type Props = { patientId: string; email: string | null }

const title = 'Somebody who does not treat this patient changed her e-mail address'

const Now = ({ email }: { email: string | null }) => (
  <span className="break-all">{email ? `It is now ${email}.` : 'There is none now.'}</span>
)

/** An address that nobody who may read the record has looked at (lib/patients/address). */
export function NewAddress({ patientId, email }: Props) {
  return (
    <Notice title={title}>
      <Now email={email} /> Nothing that opens her record goes there before one of her team has asked her, and
      has confirmed it or sent the invitation.{' '}
      <TextLink href={`/patients/${patientId}/edit`}>Look at the address</TextLink>
    </Notice>
  )
}

/** The same while nobody of her team can sign in: somebody has to be on it first. */
export function UntreatedAddress({ patientId, email, gives }: Props & { gives: boolean }) {
  return (
    <Notice title={title}>
      <Now email={email} /> Nobody who treats her is here any more, and nothing that opens her record goes
      there.{' '}
      {gives ? (
        <>
          Give the case to a physio first, who asks her and confirms it.{' '}
          <TextLink href={`/patients/${patientId}#cases`}>Choose the physio</TextLink>
        </>
      ) : (
        'An admin gives the case to a physio first, who asks her and confirms it.'
      )}
    </Notice>
  )
}
