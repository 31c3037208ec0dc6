import { OpenerField } from '#components/forms/opener.tsx'
import { StepBack, StepHeader } from '#components/shell/patient-shell.tsx'
import { DayLinks } from '#components/tracking/day-links.tsx'
import { OfKnee } from '#components/tracking/of-knee.tsx'
import { TextLink } from '#components/ui/link-button.tsx'
import { Notice } from '#components/ui/notice.tsx'
import { PageLink } from '#components/ui/page-link.tsx'
import { dayText } from '#lib/dates.ts'
import { DRAWN } from '#lib/forms/result.ts'
import type { PainFormView } from '#lib/tracking/pain-scores/schema.ts'

const inkOn = (step: number) => (step < 5 ? 'low' : step === 5 ? '5' : 'high')

/** What the answer of the endpoint means, in words. */
const problems: Readonly<Record<string, string>> = {
  day: 'Nothing was saved. Please tap a number again.',
  other: 'This was not saved: it was changed or saved before. Look at your entries.',
  refused: 'Nothing was saved. Please open this page again.',
  unknown: 'We cannot tell whether this was saved. Look at today’s entries before you try again.',
}

const asked = ({ context, day, today }: PainFormView) =>
  context === 'now'
    ? day === today
      ? 'How much does the knee hurt now?'
      : `How much did the knee hurt on ${dayText(day)}?`
    : `How much did the knee hurt at its worst on ${dayText(day)}?`

/** Now, or the worst of today: two links, so that the two taps to a score stay two. */
function About({ view }: { view: PainFormView }) {
  const of = `/today/pain?case=${view.caseId}`
  const tabs = [
    { href: of, context: 'now', label: 'Now' },
    { href: `${of}&about=day_worst`, context: 'day_worst', label: 'Worst of today' },
  ] as const
  return (
    <nav aria-label="What the number is about" className="mt-3 grid grid-cols-2 gap-2">
      {tabs.map(({ href, context, label }) => (
        <PageLink
          key={context}
          href={href}
          aria-current={context === view.context ? 'page' : undefined}
          className="btn btn-plain h-11 min-h-11 text-label aria-[current=page]:border-primary aria-[current=page]:bg-teal-soft"
        >
          {label}
        </PageLink>
      ))}
    </nav>
  )
}

export type PainScreenProps = { id: string; view: PainFormView; problem: string | null }

/** Every number is a button that saves: one tap, no script. The id is made with the page, so a double tap is one entry. */
export function PainScreen({ id, view, problem }: PainScreenProps) {
  const { caseId, supersedes, day, today, entered } = view
  return (
    <>
      <StepHeader
        back={<StepBack href={`/today?case=${caseId}`} />}
        title={supersedes ? 'Correct the entry' : 'Pain'}
      />
      {problem ? (
        <Notice tone="ink" live="alert" className="mt-3">
          {problems[problem] ?? problems.refused}
        </Notice>
      ) : null}
      {supersedes || day !== today ? null : <About view={view} />}
      <form method="post" action="/api/log/pain" className="mt-4">
        <OpenerField />
        <input type="hidden" name="id" value={id} />
        <input type="hidden" name="caseId" value={caseId} />
        <input type="hidden" name="context" value={view.context} />
        {supersedes ? <input type="hidden" name="supersedes" value={supersedes} /> : null}
        {/* "Now" is whenever it is tapped; the worst of a day stays of that day when midnight comes between. */}
        {supersedes || (day === today && view.context === 'now') ? null : (
          <input type="hidden" name="logDate" value={day} />
        )}
        <input type="hidden" name={DRAWN} value={today} />
        <h1 className="mb-1 text-ask font-semibold">
          {asked(view)}
          <OfKnee knee={view.knee} />
        </h1>
        <p className="mb-4 text-label text-ink-2">
          {view.before === null ? '' : `You entered ${view.before}. `}Tap a number. It is saved at once.
          {entered ? (
            <>
              <br />
              You entered {entered.score} before.{' '}
              <TextLink
                href={`/today/pain?case=${caseId}&correct=${entered.id}`}
                className="inline-flex min-h-11 items-center"
              >
                Correct it
              </TextLink>
            </>
          ) : null}
        </p>
        <div className="grid gap-1">
          {Array.from({ length: 11 }, (_, step) => step).map((step) => (
            <button
              key={step}
              type="submit"
              name="score"
              value={step}
              className="pain-step relative flex h-11 cursor-pointer items-center rounded-[0.75rem] text-left"
            >
              <span
                className="pain-ink absolute inset-y-0 left-0 rounded-[0.75rem]"
                style={{ width: `${(17 + step * 8.3).toFixed(1)}%`, background: `var(--pain-${step})` }}
              />
              <span
                className="num relative w-[17%] text-center text-read font-semibold"
                style={{ color: `var(--pain-ink-${inkOn(step)})` }}
              >
                {step}
              </span>
              {step === 0 ? <span className="relative ml-[3%] text-label">No pain</span> : null}
              {step === 10 ? (
                <span className="relative text-label" style={{ color: 'var(--pain-ink-high)' }}>
                  The worst pain you can imagine
                </span>
              ) : null}
            </button>
          ))}
        </div>
      </form>
      {supersedes ? null : (
        <div className="mt-4">
          <DayLinks
            {...{ day, today, earliest: view.earliest }}
            hrefOf={(one) => `/today/pain?case=${caseId}&day=${one}`}
          />
        </div>
      )}
    </>
  )
}
