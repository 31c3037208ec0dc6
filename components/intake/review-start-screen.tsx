import { ActionForm } from '#components/forms/action-form.tsx'
import { SubmitButton } from '#components/forms/submit-button.tsx'
import { OfKnee } from '#components/tracking/of-knee.tsx'
import { LinkButton } from '#components/ui/link-button.tsx'
import type { FormAction } from '#lib/forms/result.ts'
import type { ReviewStart } from '#lib/intake/review-form/own/queries.ts'
import { MINUTES } from '#lib/intake/review-form/own/schema.ts'
import type { ReviewPart } from '#lib/intake/review-form/schema.ts'
import { IntakeFrame } from './intake-frame.tsx'
import { NotReadAtOnce } from './not-read-at-once.tsx'

const words: Record<ReviewPart, { title: (reviewText: string) => string; text: string; back: string }> = {
  safety: {
    title: () => 'Safety questions',
    text: 'We ask all of them, about how you are today. While one of them has no answer, your plan waits. It takes about 2 minutes.',
    back: '/today',
  },
  whole: {
    title: (reviewText) => `Before your review on ${reviewText}`,
    text: `A few questions about how you are now, so that your physio can plan with you. It takes about ${MINUTES} minutes.`,
    back: '/my/forms',
  },
}

type ReviewStartScreenProps = { start: ReviewStart; begin: FormAction<{ intakeId: string }> }

/** Before the form is begun: what it is for, how long it takes, and that nobody reads it at once. */
export function ReviewStartScreen({ start, begin }: ReviewStartScreenProps) {
  const { part, form, clinicName, phone, emergencyNumber } = start
  const { title, text, back } = words[part]
  return (
    <IntakeFrame clinic={clinicName}>
      <div className="my-auto grid gap-6 py-8">
        <div>
          <h1 className="text-display font-semibold">
            {title(form.reviewText)}
            <OfKnee knee={form.knee} />
          </h1>
          <p className="mt-2 text-read text-ink-2">
            {text} Every part saves itself. You can stop at any time and go on later, also on another device.
          </p>
        </div>
        <ActionForm action={begin} size="phone" label="Begin the form">
          <input type="hidden" name="caseId" value={form.caseId} />
          <input type="hidden" name="part" value={part} />
          <SubmitButton pendingLabel="Opening">Begin</SubmitButton>
        </ActionForm>
        <LinkButton href={back} variant="ghost" size="phone">
          Not now
        </LinkButton>
        <NotReadAtOnce emergencyNumber={emergencyNumber} phone={phone} />
      </div>
    </IntakeFrame>
  )
}
