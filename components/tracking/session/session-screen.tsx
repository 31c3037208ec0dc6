import { StepBack, StepHeader } from '#components/shell/patient-shell.tsx'
import { DayLinks } from '#components/tracking/day-links.tsx'
import { MissingMornings } from '#components/tracking/morning/missing-morning.tsx'
import { OfKnee } from '#components/tracking/of-knee.tsx'
import { WaitWords } from '#components/tracking/wait-words.tsx'
import { EmptyState } from '#components/ui/empty-state.tsx'
import { ListChecksIcon } from '#components/ui/icons.tsx'
import { LinkButton, TextLink } from '#components/ui/link-button.tsx'
import { Notice } from '#components/ui/notice.tsx'
import { dayText } from '#lib/dates.ts'
import { formKey } from '#lib/tracking/entries/forms/rules.ts'
import { recordSessionAction } from '#lib/tracking/session-logs/actions.ts'
import type { SessionFormView } from '#lib/tracking/session-logs/schema.ts'
import { SessionForm } from './session-form.tsx'

/** What else can be entered about a day that is over. */
function OtherEntries({ view }: { view: SessionFormView }) {
  const of = `?case=${view.caseId}&day=${view.day}`
  return (
    <nav aria-label="Other entries of this day" className="mt-6 grid gap-2 border-t border-line pt-4">
      <p className="text-label text-ink-2">Something else of {dayText(view.day)}?</p>
      <LinkButton size="phone" href={`/today/pain${of}`}>
        Worst pain of the day
      </LinkButton>
      <LinkButton size="phone" href={`/today/morning${of}`}>
        Knee that morning
      </LinkButton>
      <LinkButton size="phone" href={`/today/run${of}`}>
        A run
      </LinkButton>
    </nav>
  )
}

function Words({ view, past }: { view: SessionFormView; past: boolean }) {
  if (view.state === 'paused')
    return (
      <Notice tone={view.waits?.urgent ? 'red' : 'amber'} title="Your plan is paused" className="mb-5">
        <p>Please do not exercise now. Enter only what you have done already.</p>
        {view.waits ? <WaitWords words={view.waits} /> : null}
      </Notice>
    )
  return (
    <>
      {view.waits ? (
        <Notice tone={view.waits.urgent ? 'red' : 'amber'} className="mb-5">
          <WaitWords words={view.waits} />
        </Notice>
      ) : null}
      {view.state === 'extra' ? (
        <Notice
          className="mb-5"
          title={past ? 'No exercises were planned for this day' : 'No exercises are planned for today'}
        >
          If you did some anyway, enter them here.
        </Notice>
      ) : null}
    </>
  )
}

/** A run has its own form, with the distance and the pain of a run. */
function PlannedRun({ view, past }: { view: SessionFormView; past: boolean }) {
  if (!view.run) return null
  if (view.ranElsewhere) return <Notice className="num mb-5">{view.ranElsewhere}</Notice>
  return (
    <Notice className="mb-5" title={past ? 'A run was planned for this day' : 'A run is planned for today'}>
      <TextLink
        href={`/today/run?case=${view.caseId}&day=${view.day}`}
        className="inline-flex min-h-11 items-center"
      >
        Add the run
      </TextLink>
    </Notice>
  )
}

/** The patient does today's exercises, enters those of a day before, or puts a session right. */
export function SessionScreen({ view }: { view: SessionFormView }) {
  const past = view.day !== view.today && !view.supersedes
  const stepwise = view.state === 'planned' && !past && !view.supersedes
  const draft = { kind: 'session', caseId: view.caseId, day: view.day } as const
  return (
    <>
      <StepHeader back={<StepBack href={`/today?case=${view.caseId}`} />} title="Session" />
      <h1 className="mt-2 mb-4 text-ask font-semibold">
        {view.after
          ? 'How was the knee in the hour after your exercises?'
          : view.supersedes
            ? 'Correct your session'
            : `Exercises of ${dayText(view.day)}`}
        <OfKnee knee={view.knee} />
      </h1>
      <Words view={view} past={past} />
      <MissingMornings caseId={view.caseId} asked={view.mornings} />
      <PlannedRun view={view} past={past} />
      {view.state === 'none' && view.run ? null : view.state === 'none' ? (
        <EmptyState
          icon={ListChecksIcon}
          title={past ? 'There was no program on this day' : 'No exercises yet'}
        >
          {past
            ? 'Pain and runs can be entered all the same.'
            : 'Your physio writes your program. You find your exercises here when it is ready.'}
        </EmptyState>
      ) : (
        <SessionForm
          key={formKey(view)}
          view={view}
          action={recordSessionAction}
          size="phone"
          stepwise={stepwise}
          {...(view.supersedes ? {} : { draft })}
        />
      )}
      {past ? <OtherEntries view={view} /> : null}
      {view.supersedes ? null : (
        <div className="mt-4">
          <DayLinks
            {...{ day: view.day, today: view.today, earliest: view.earliest }}
            hrefOf={(day) => `/today/session?case=${view.caseId}&day=${day}`}
          />
        </div>
      )}
    </>
  )
}
