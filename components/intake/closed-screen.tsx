import { CircleCheckIcon, type Icon, LinkIcon, LockIcon } from '#components/ui/icons.tsx'
import { PhoneLink, telOf } from '#components/ui/phone-links.tsx'
import { meantBy } from '#lib/flags/messages/rules.ts'
import { IntakeFrame } from './intake-frame.tsx'
import { UnsavedHere } from './unsaved-here.tsx'

export type ClosedReason = 'unknown' | 'expired' | 'revoked' | 'locked' | 'submitted'

const words: Record<ClosedReason, { title: string; text: string; icon: Icon }> = {
  unknown: {
    icon: LinkIcon,
    title: 'This link does not lead to a form',
    text: 'Please check that you opened the whole link. If it still does not work, ask your clinic for a new one.',
  },
  expired: {
    icon: LinkIcon,
    title: 'This link has run out',
    text: 'What you saved is still there. Please call us, and we will send you a new link.',
  },
  revoked: {
    icon: LinkIcon,
    title: 'This link is not in use any more',
    text: 'You may have a newer one from us. If not, please call us.',
  },
  locked: {
    icon: LockIcon,
    title: 'This link is locked',
    text: 'The date of birth was wrong five times. Please call us, and we will send you a new link.',
  },
  submitted: {
    icon: CircleCheckIcon,
    title: 'Your form has been sent',
    text: 'Thank you. We have your answers. If something has changed or was wrong, please call us.',
  },
}

type ClosedScreenProps = {
  reason: ClosedReason
  /** Not known for an unknown link. */
  clinic?: { name: string; phone: string; emergencyNumber: string; outOfHoursPhone: string }
  /** What was sent just now was refused. */
  unsaved?: boolean
}

/** A link that does not open, said calmly, with whom to phone. */
export function ClosedScreen({ reason, clinic, unsaved }: ClosedScreenProps) {
  const { title, text, icon: Mark } = words[reason]
  return (
    <IntakeFrame clinic={clinic?.name ?? ''}>
      <div className="my-auto py-8">
        <span className="grid h-12 w-12 place-items-center rounded-full bg-base-200 text-ink-2">
          <Mark size={22} />
        </span>
        <h1 className="mt-4 text-ask font-semibold">{title}</h1>
        <p className="mt-2 text-read text-ink-2">{text}</p>
        {clinic && unsaved ? (
          <div className="mt-4">
            <UnsavedHere emergencyNumber={clinic.emergencyNumber} phone={clinic.phone} />
          </div>
        ) : null}
        {clinic ? (
          <>
            {clinic.phone ? (
              <a
                href={telOf(clinic.phone)}
                className="btn btn-plain mt-6 h-14 w-full rounded-[1rem] text-read"
              >
                Call {clinic.name}, {clinic.phone}
              </a>
            ) : null}
            <p className="mt-6 text-label text-ink-2">
              When we are closed call{' '}
              <PhoneLink number={clinic.outOfHoursPhone} meant={meantBy.outOfHoursPhone} />, in an emergency{' '}
              <PhoneLink number={clinic.emergencyNumber} meant={meantBy.emergencyNumber} />.
            </p>
          </>
        ) : null}
      </div>
    </IntakeFrame>
  )
}
