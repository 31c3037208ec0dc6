import { CircleCheckIcon } from '#components/ui/icons.tsx'
import { LinkButton } from '#components/ui/link-button.tsx'
import { PhoneLink } from '#components/ui/phone-links.tsx'
import { meantBy } from '#lib/flags/messages/rules.ts'
import type { FormFrame } from '#lib/intake/drafts/queries.ts'
import { closedWords } from '#lib/intake/review-form/asked/rules.ts'
import type { Closed } from '#lib/intake/review-form/asked/schema.ts'
import { IntakeFrame } from './intake-frame.tsx'

/** A form that was begun and is not asked for any more: nothing of it is lost. */
export function ReviewClosedScreen({ frame, closed }: { frame: FormFrame; closed: Closed }) {
  const { title, text } = closedWords[closed]
  return (
    <IntakeFrame clinic={frame.clinicName}>
      <div className="my-auto grid gap-4 py-8">
        <CircleCheckIcon size={32} className="text-ink-2" />
        <h1 className="text-ask font-semibold">{title}</h1>
        <p className="text-read">{text}</p>
        <p className="text-label text-ink-2">
          Something has changed? Call{' '}
          <PhoneLink number={frame.numbers.clinicPhone} meant={meantBy.clinicPhone} />.
        </p>
        <LinkButton href="/my/forms" size="phone" className="mt-2">
          Your forms
        </LinkButton>
      </div>
    </IntakeFrame>
  )
}
