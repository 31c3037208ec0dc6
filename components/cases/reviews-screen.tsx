import { ActionForm } from '#components/forms/action-form.tsx'
import { RadioGroup } from '#components/forms/choices.tsx'
import { DateField } from '#components/forms/date-field.tsx'
import { SubmitButton } from '#components/forms/submit-button.tsx'
import { TextArea } from '#components/forms/text-area.tsx'
import { EmptyState } from '#components/ui/empty-state.tsx'
import { SignatureIcon } from '#components/ui/icons.tsx'
import { Section } from '#components/ui/section.tsx'
import { countText } from '#lib/dates.ts'
import { newId } from '#lib/ids.ts'
import { signReviewAction } from '#lib/review/actions.ts'
import type { ReviewsView } from '#lib/review/queries.ts'
import { decisionWords, type ReviewSnapshot, reviewDecisions } from '#lib/review/schema.ts'

/** "Pain 1.7 of 10 (7 days), 8 sessions and 6 runs in 28 days, 1 open flag, program version 3". */
function snapshotWords(snapshot: Partial<ReviewSnapshot>): string {
  const { pain7Mean, pain7Days, sessions28d, runs28d, openFlags, openAlerts, versionNumber } = snapshot
  return [
    pain7Mean == null
      ? 'no pain entry in 7 days'
      : `pain ${pain7Mean.toFixed(1)} of 10 (mean of the worst of ${countText(pain7Days ?? 0, 'day')})`,
    sessions28d == null
      ? null
      : `${countText(sessions28d, 'session')} and ${countText(runs28d ?? 0, 'run')} in 28 days`,
    openFlags ? countText(openFlags, 'open flag') : null,
    openAlerts ? countText(openAlerts, 'open alert') : null,
    versionNumber ? `program version ${versionNumber}` : 'no program published',
  ]
    .filter(Boolean)
    .join(', ')
}

function NewReview({ view }: { view: ReviewsView }) {
  return (
    <Section title="New review" id="new" line={false} note={`Signed with it: ${snapshotWords(view.now)}.`}>
      <ActionForm action={signReviewAction} idPrefix="review" label="New review" className="max-w-xl">
        <input type="hidden" name="id" value={newId()} />
        <input type="hidden" name="caseId" value={view.frame.caseId} />
        <RadioGroup
          name="decision"
          label="You decide"
          choices={reviewDecisions.map((value) => ({ value, label: decisionWords[value] }))}
        />
        <TextArea
          name="text"
          label="Reason"
          rows={4}
          maxLength={4000}
          hint="A signed review does not change any more."
        />
        <DateField
          name="nextReviewOn"
          label="Next review"
          hint="Leave it empty when you discharge or refer"
          defaultValue={view.suggestedNext}
        />
        <div>
          <SubmitButton pendingLabel="Signing">
            <SignatureIcon />
            Sign the review
          </SubmitButton>
        </div>
      </ActionForm>
    </Section>
  )
}

export function ReviewsScreen({ view }: { view: ReviewsView }) {
  const { reviews, frame } = view
  return (
    <div className="max-w-3xl px-4 pt-4 pb-8 lg:px-6">
      {frame.mayWrite ? <NewReview view={view} /> : null}
      <Section title="Signed reviews" line={frame.mayWrite}>
        {reviews.length === 0 ? (
          <EmptyState icon={SignatureIcon} title="No review yet" level={3}>
            A review says what is decided and why, with the numbers of that day.
          </EmptyState>
        ) : (
          <ul className="divide-y divide-line">
            {reviews.map((review) => (
              <li key={review.id} className="py-3 text-dense">
                <div className="flex flex-wrap items-baseline gap-x-3">
                  <h3 className="font-semibold">{review.words}</h3>
                  <span className="num text-ink-3">
                    {review.onText}, signed by {review.by}
                  </span>
                </div>
                <p className="mt-1 break-words whitespace-pre-line">{review.text}</p>
                <p className="num mt-1 text-caption text-ink-3">
                  At that time: {snapshotWords(review.snapshot)}.
                  {review.nextText ? ` Next review ${review.nextText}.` : ''}
                </p>
              </li>
            ))}
          </ul>
        )}
      </Section>
    </div>
  )
}
