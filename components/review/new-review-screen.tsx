import { LinkButton, TextLink } from '#components/ui/link-button.tsx'
import { Notice } from '#components/ui/notice.tsx'
import { dayText } from '#lib/dates.ts'
import type { NewReview } from '#lib/review/queries.ts'
import { AdvicePanel } from './advice-panel.tsx'
import { DecisionForm } from './decision-form.tsx'
import { RecordParts } from './record-parts.tsx'
import { ReviewFormLine } from './review-form-line.tsx'

/**
 * A progress review on one page: what is dangerous, what changed, and beside it what the rules advise and what is decided, so
 * that a calm case takes one look, one choice and one signature.
 */
export function NewReviewScreen({ view }: { view: NewReview }) {
  const { frame, record, earlier } = view
  const href = `/cases/${frame.caseId}`
  return (
    <div className="relative grow xl:grid xl:grid-cols-[minmax(0,1fr)_340px]">
      <div className="min-w-0 px-4 pt-4 pb-6 lg:px-6">
        <div className="flex flex-wrap items-baseline gap-x-3 pb-3">
          <h2 className="text-heading font-semibold">Review of {dayText(frame.today)}</h2>
          <span className="num text-dense text-ink-3">
            {record.since ? `the last one was ${record.since.text}` : 'the first one'}
          </span>
          {frame.mayWrite ? (
            <TextLink className="ml-auto text-dense" href={`${href}/review-form`}>
              Ask the review form
            </TextLink>
          ) : null}
        </div>
        {view.reviewForm ? <ReviewFormLine state={view.reviewForm} className="pb-3" /> : null}
        <RecordParts record={record} earlier={earlier} caseHref={href} />
      </div>
      <aside aria-label="Advice and decision" className="review-aside">
        <AdvicePanel record={record} />
        {frame.mayWrite ? (
          <DecisionForm view={view} />
        ) : (
          <Notice>
            Only the care team of an open case signs a review.{' '}
            <LinkButton href={`${href}/reviews`} className="mt-2">
              Signed reviews
            </LinkButton>
          </Notice>
        )}
      </aside>
    </div>
  )
}
