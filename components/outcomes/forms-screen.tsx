import { ForgetSaved } from '#components/tracking/draft/forget-draft.tsx'
import { WaitWords } from '#components/tracking/wait-words.tsx'
import { EmptyState } from '#components/ui/empty-state.tsx'
import { ChevronRightIcon, CircleCheckIcon, ClipboardListIcon } from '#components/ui/icons.tsx'
import { TextLink } from '#components/ui/link-button.tsx'
import { Notice } from '#components/ui/notice.tsx'
import { PageLink } from '#components/ui/page-link.tsx'
import { countText } from '#lib/dates.ts'
import { MINUTES, type OwnReviewForms, type WaitingForm } from '#lib/intake/review-form/own/schema.ts'
import type { DueForm, OwnForms, SentForm } from '#lib/outcomes/forms/schema.ts'
import type { WaitWords as Words } from '#lib/tracking/waits/schema.ts'

type Safety = OwnReviewForms['safety'][number]
type Line = { href: string; title: string; text: string; begun: boolean }

function Due({ form }: { form: Line }) {
  return (
    <li>
      <PageLink href={form.href} className="flex min-h-16 items-center gap-4 px-5 py-3">
        <span className="grid h-9 w-9 shrink-0 place-items-center rounded-full bg-teal-soft text-teal-ink">
          <ClipboardListIcon size={19} />
        </span>
        <span className="min-w-0 grow">
          <span className="block text-read font-semibold">{form.title}</span>
          <span className="num block text-label text-ink-2">
            {form.begun ? 'Begun. ' : ''}
            {form.text}
          </span>
        </span>
        <ChevronRightIcon size={20} />
      </PageLink>
    </li>
  )
}

const measureLine = ({ questions, text, ...form }: DueForm): Line => ({
  ...form,
  text: `${text}, ${countText(questions, 'question')}`,
})

const safetyLine = ({ href }: Safety): Line => ({
  href,
  begun: false,
  title: 'Safety questions',
  text: 'Your plan waits for your answers, about 2 minutes',
})

const reviewLine = ({ href, begun, reviewText }: WaitingForm): Line => ({
  href,
  begun,
  title: `Before your review on ${reviewText}`,
  text: `About ${MINUTES} minutes`,
})

/** What the clinic did with a form of hers, and why. */
function ByClinic({ form: { changed, takenBack } }: { form: Pick<SentForm, 'changed' | 'takenBack'> }) {
  return (
    <>
      {changed ? (
        <span className="block text-ink-2">
          Corrected by the clinic{changed.reason ? `: ${changed.reason}` : ''}
          {changed.changes.map((change) => (
            <span key={change} className="num block">
              {change}
            </span>
          ))}
        </span>
      ) : null}
      {takenBack ? (
        <span className="block text-ink-2">
          Taken back by the clinic{takenBack.reason ? `: ${takenBack.reason}` : ''}
        </span>
      ) : null}
    </>
  )
}

function Sent({ forms }: { forms: readonly Omit<SentForm, 'on'>[] }) {
  if (forms.length === 0) return null
  return (
    <section aria-label="Sent" className="mt-6">
      <h2 className="mb-2 text-label font-semibold text-ink-2">Sent in the last 6 weeks</h2>
      <ul className="divide-y divide-line rounded-box border border-line bg-base-100">
        {forms.map((form) => (
          <li key={form.id} className="flex min-h-12 items-center gap-3 px-5 py-2 text-label">
            <CircleCheckIcon size={18} className="shrink-0 text-teal-ink" />
            <span className="grow">
              <span className={form.takenBack ? 'text-ink-2 line-through' : undefined}>{form.title}</span>
              <ByClinic form={form} />
              {form.open ? (
                <span className="num block text-ink-2">
                  {countText(form.open.missing, 'answer')} missing.{' '}
                  <TextLink href={form.open.href} className="inline-flex min-h-11 items-center underline">
                    Add until {form.open.untilText}
                    <span className="sr-only">, {form.title}</span>
                  </TextLink>
                </span>
              ) : null}
            </span>
            <span className="num text-ink-3 min-[340px]:whitespace-nowrap">{form.dayText}</span>
          </li>
        ))}
      </ul>
    </section>
  )
}

type FormsScreenProps = {
  forms: OwnForms
  reviews: OwnReviewForms
  saved: boolean
  /** What follows from the form that was saved. */
  words?: Words | null
}

/** What a patient is asked to fill, and what she sent. */
export function FormsScreen({ forms, reviews, saved, words = null }: FormsScreenProps) {
  const cases = forms.cases.map(({ due, sent, ...one }) => {
    const own = ({ caseId }: { caseId: string }) => caseId === one.caseId
    const safety = reviews.safety.filter(own)
    return {
      ...one,
      safety: safety.find(({ unanswered }) => !unanswered)?.href,
      due: [
        ...safety.filter(({ unanswered }) => unanswered).map(safetyLine),
        ...reviews.waiting.filter(own).map(reviewLine),
        ...due.map(measureLine),
      ],
      sent: [
        ...reviews.sent.filter(own).map((form) => ({
          ...form,
          title: form.part === 'safety' ? 'Safety questions' : 'Before a review',
          open: null,
          changed: null,
          takenBack: null,
        })),
        ...sent,
      ],
    }
  })
  const waiting = cases.reduce((sum, { due }) => sum + due.length, 0)
  return (
    <>
      <h1 className="text-ask font-semibold">Your forms</h1>
      <p className="pt-1 pb-4 text-label text-ink-2">
        A few questions now and then show how far you have come. Your physio sees the answers.
      </p>
      {words ? (
        <Notice tone="red" live="alert" className="mb-4">
          <WaitWords words={words} />
        </Notice>
      ) : null}
      {saved ? (
        <Notice tone="done" live="status" className="mb-4">
          Thank you. Your answers are saved.
        </Notice>
      ) : null}
      <ForgetSaved ids={forms.cases.flatMap(({ sent }) => sent.map(({ id }) => id))} />
      {waiting === 0 ? (
        <EmptyState icon={ClipboardListIcon} title="No form to fill">
          The next one appears here when it is time. You need not do anything.
        </EmptyState>
      ) : null}
      {cases.map(({ caseId, knee, due, sent, safety }) => (
        <section key={caseId} aria-label={knee ?? 'Forms'}>
          {knee ? <h2 className="mt-5 mb-2 text-label font-semibold text-ink-2">{knee}</h2> : null}
          {due.length > 0 ? (
            <ul className="divide-y divide-line rounded-box border border-line bg-base-100">
              {due.map((form) => (
                <Due key={form.href} form={form} />
              ))}
            </ul>
          ) : null}
          {safety ? (
            <TextLink href={safety} className="mt-2 inline-flex min-h-11 items-center underline">
              Answer the safety questions
            </TextLink>
          ) : null}
          <Sent forms={sent} />
        </section>
      ))}
    </>
  )
}
