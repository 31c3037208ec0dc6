import { EmptyState } from '#components/ui/empty-state.tsx'
import { SignatureIcon } from '#components/ui/icons.tsx'
import { LinkButton, TextLink } from '#components/ui/link-button.tsx'
import { Section } from '#components/ui/section.tsx'
import { countText } from '#lib/dates.ts'
import type { ReviewLine, ReviewsView } from '#lib/review/queries.ts'

/** What an older review kept: "Pain 1.7 of 10 (7 days), 8 sessions and 6 runs in 28 days". */
function snapshotWords({ snapshot }: ReviewLine): string {
  const { pain7Mean, sessions28d, runs28d, openFlags, versionNumber } = snapshot
  return [
    pain7Mean == null ? null : `pain ${pain7Mean.toFixed(1)} of 10`,
    sessions28d == null
      ? null
      : `${countText(sessions28d, 'session')} and ${countText(runs28d ?? 0, 'run')} in 28 days`,
    openFlags ? countText(openFlags, 'open flag') : null,
    versionNumber ? `program version ${versionNumber}` : null,
  ]
    .filter(Boolean)
    .join(', ')
}

function Line({ review, caseId }: { review: ReviewLine; caseId: string }) {
  const then = review.kept ? '' : snapshotWords(review)
  return (
    <li className="py-3 text-dense">
      <div className="flex flex-wrap items-baseline gap-x-3">
        <h3 className="font-semibold">
          <TextLink href={`/cases/${caseId}/reviews/${review.id}`}>{review.words}</TextLink>
        </h3>
        <span className="num text-ink-3">
          {review.onText}, signed by {review.by}
        </span>
      </div>
      {review.text ? <p className="mt-1 break-words whitespace-pre-line">{review.text}</p> : null}
      <p className="num mt-1 text-caption text-ink-3">
        {then ? `At that time: ${then}. ` : ''}
        {review.nextText ? `Next review ${review.nextText}.` : ''}
      </p>
    </li>
  )
}

/** The signed reviews of a case, and where the next one begins. */
export function ReviewsScreen({ view }: { view: ReviewsView }) {
  const { reviews, frame } = view
  return (
    <div className="max-w-3xl px-4 pt-4 pb-8 lg:px-6">
      <Section
        title="Signed reviews"
        line={false}
        aside={
          frame.mayWrite ? (
            <LinkButton href={`/cases/${frame.caseId}/reviews/new`} variant="primary" className="no-print">
              <SignatureIcon />
              Start a review
            </LinkButton>
          ) : null
        }
      >
        {reviews.length === 0 ? (
          <EmptyState icon={SignatureIcon} title="No review yet" level={3}>
            A review says what is decided and why, with the numbers of that day.
          </EmptyState>
        ) : (
          <ul className="divide-y divide-line">
            {reviews.map((review) => (
              <Line key={review.id} review={review} caseId={frame.caseId} />
            ))}
          </ul>
        )}
      </Section>
    </div>
  )
}
