import { TextLink } from '#components/ui/link-button.tsx'
import { Notice } from '#components/ui/notice.tsx'

type Props = { patientId: string; email: string | null }

const title = 'Somebody who does not treat this patient changed the e-mail address'

const Now = ({ email }: { email: string | null }) => (
  <span className="break-all">{email ? `It is now ${email}.` : 'There is none now.'}</span>
)

/** An address that nobody who may read the record has looked at (lib/patients/address). */
export function NewAddress({ patientId, email }: Props) {
  return (
    <Notice title={title}>
      <Now email={email} /> Nothing that opens the record goes there before one of the team has asked the
      patient, and has confirmed it or sent the invitation.{' '}
      <TextLink href={`/patients/${patientId}/edit`}>Look at the address</TextLink>
    </Notice>
  )
}

/** The same while nobody of her team can sign in: somebody has to be on it first. */
export function UntreatedAddress({ patientId, email, gives }: Props & { gives: boolean }) {
  return (
    <Notice title={title}>
      <Now email={email} /> Nobody who treats this patient is here any more, and nothing that opens the record
      goes there.{' '}
      {gives ? (
        <>
          Give the case to a physio first, who asks the patient and confirms it.{' '}
          <TextLink href={`/patients/${patientId}#cases`}>Choose the physio</TextLink>
        </>
      ) : (
        'An admin gives the case to a physio first, who asks the patient and confirms it.'
      )}
    </Notice>
  )
}
