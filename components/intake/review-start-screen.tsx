import { ActionForm } from '#components/forms/action-form.tsx'
import { SubmitButton } from '#components/forms/submit-button.tsx'
import { LinkButton } from '#components/ui/link-button.tsx'
import type { FormAction } from '#lib/forms/result.ts'
import type { ReviewStart } from '#lib/intake/review-form/own/queries.ts'
import { MINUTES } from '#lib/intake/review-form/own/schema.ts'
import { IntakeFrame } from './intake-frame.tsx'
import { NotReadAtOnce } from './not-read-at-once.tsx'

type ReviewStartScreenProps = { start: ReviewStart; begin: FormAction<{ intakeId: string }> }

/** Before the form is begun: what it is for, how long it takes, and that nobody reads it at once. */
export function ReviewStartScreen({ start, begin }: ReviewStartScreenProps) {
  const { form, clinicName, phone, emergencyNumber } = start
  return (
    <IntakeFrame clinic={clinicName}>
      <div className="my-auto grid gap-6 py-8">
        <div>
          <h1 className="text-display font-semibold">Before your review on {form.reviewText}</h1>
          <p className="mt-2 text-read text-ink-2">
            A few questions about how you are now, so that your physio can plan with you. It takes about{' '}
            {MINUTES} minutes. Every part saves itself. You can stop at any time and go on later, also on
            another device.
          </p>
        </div>
        <ActionForm action={begin} size="phone" label="Begin the form">
          <input type="hidden" name="caseId" value={form.caseId} />
          <SubmitButton pendingLabel="Opening">Begin</SubmitButton>
        </ActionForm>
        <LinkButton href="/my/forms" variant="ghost" size="phone">
          Not now
        </LinkButton>
        <NotReadAtOnce emergencyNumber={emergencyNumber} phone={phone} />
      </div>
    </IntakeFrame>
  )
}
