import { ActionForm } from '#components/forms/action-form.tsx'
import { SubmitButton } from '#components/forms/submit-button.tsx'
import { Notice } from '#components/ui/notice.tsx'
import { PageLink } from '#components/ui/page-link.tsx'
import { recordReviewFormAction } from '#lib/intake/review-form/actions.ts'
import type { ReviewFormView } from '#lib/intake/review-form/queries.ts'
import { named } from '#lib/intake/review-form/rules.ts'
import { type ReviewPart, sectionsOf } from '#lib/intake/review-form/schema.ts'
import { LiveOpening } from './live/live-opening.tsx'
import { QuestionList } from './question-list.tsx'

const words: Record<ReviewPart, { title: string; intro: string; other: { part: ReviewPart; text: string } }> =
  {
    safety: {
      title: 'Safety questions, asked again',
      intro:
        'Ask them as they stand. What never changes shows the last answer; everything else starts empty.',
      other: { part: 'whole', text: 'Ask the whole review form instead' },
    },
    whole: {
      title: 'Review form',
      intro:
        'Asked before a review: safety, pain, the knee, running, energy, health and goals. What rarely changes shows the last answer to confirm; everything else starts empty.',
      other: { part: 'safety', text: 'Ask the safety questions alone' },
    },
  }

/** The address of each part below the case. */
const places: Record<ReviewPart, string> = { safety: 'safety', whole: 'review-form' }

/** What is asked again in an open case, by a physio in the room or on the phone. */
export function ReviewForm({ view }: { view: ReviewFormView }) {
  const { caseId, part } = view
  const { title, intro, other } = words[part]
  const sections = sectionsOf(part)
  return (
    <div className="mx-auto w-full max-w-2xl px-5 py-6">
      <h1 className="text-title font-semibold">{title}</h1>
      <p className="mt-1 text-body text-ink-2">{intro}</p>
      <p className="mt-1 mb-5 text-dense">
        <PageLink className="link" href={`/cases/${caseId}/${places[other.part]}`}>
          {other.text}
        </PageLink>
      </p>
      <Notice tone="ink">What you record raises flags and alerts like an answer of the patient.</Notice>
      <ActionForm action={recordReviewFormAction} idPrefix={part} className="mt-5 grid gap-6">
        <input type="hidden" name="id" value={view.id} />
        <input type="hidden" name="caseId" value={caseId} />
        <input type="hidden" name="part" value={part} />
        {sections.map((section) => (
          <div key={section.id} className="grid gap-6">
            {sections.length > 1 ? (
              <h2 className="border-t border-line pt-5 text-heading font-semibold">{section.title}</h2>
            ) : null}
            <QuestionList
              section={named(section, view.activities)}
              answers={view.answers}
              shown={view.shown}
              unit={view.unit}
              onBehalf
            />
          </div>
        ))}
        <LiveOpening opening={view.opening} />
        <SubmitButton pendingLabel="Recording">Record the answers</SubmitButton>
      </ActionForm>
    </div>
  )
}
