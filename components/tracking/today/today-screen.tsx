import { Treatments } from '#components/cases/treatments.tsx'
import { ForgetDraft } from '#components/tracking/draft/forget-draft.tsx'
import { UnsentEntries } from '#components/tracking/draft/unsent-entries.tsx'
import { WaitWords } from '#components/tracking/wait-words.tsx'
import { EmptyState } from '#components/ui/empty-state.tsx'
import { ChevronRightIcon, ClipboardListIcon, ListChecksIcon } from '#components/ui/icons.tsx'
import { LinkButton } from '#components/ui/link-button.tsx'
import { Notice } from '#components/ui/notice.tsx'
import { PageLink } from '#components/ui/page-link.tsx'
import { WithPhones } from '#components/ui/phone-links.tsx'
import { kneeAmong } from '#lib/cases/own/rules.ts'
import { countText, dayText } from '#lib/dates.ts'
import { endedWords, overWords } from '#lib/tracking/entries/rules.ts'
import { greeting } from '#lib/tracking/today/rules.ts'
import type { CaseToday, TodayProblem, TodayView } from '#lib/tracking/today/schema.ts'
import { PlannedCard } from './planned-card.tsx'
import { RanCard } from './ran-card.tsx'
import { AroundOwnRuns, RunCard } from './run-card.tsx'
import { TodayRows } from './today-rows.tsx'
import { WeekStrip } from './week-strip.tsx'

const calm = {
  no_program: ['No program yet', 'Your physio writes it for you. We send you a message when it is ready.'],
  on_hold: ['Your treatment is on hold', 'Nothing is planned until your physio and you go on.'],
  unwell: ['Rest today', 'Nothing is planned while you have a fever or feel ill.'],
} as const

function Plan({ current }: { current: CaseToday }) {
  const { state } = current
  if (state === 'ready')
    return (
      <div className="grid gap-4" data-plan="">
        {current.done.runs.length > 0 ? <RanCard current={current} /> : <RunCard current={current} />}
        {current.items.length > 0 || current.runs.length === 0 ? <PlannedCard current={current} /> : null}
        <AroundOwnRuns current={current} />
      </div>
    )
  if (state === 'paused') return null
  const [title, text] =
    state === 'later'
      ? [`Your program begins ${dayText(current.startsOn ?? '')}`, 'You find your exercises here that day.']
      : calm[state]
  return (
    <EmptyState icon={ListChecksIcon} title={title}>
      {text}
    </EmptyState>
  )
}

/** Named at the top while some wait; their own tab has the list. */
function FormsDue({ forms, about = '' }: { forms: number; about?: string }) {
  if (forms === 0) return null
  return (
    <PageLink
      href="/my/forms"
      className="mb-4 flex min-h-16 items-center gap-4 rounded-box border border-line bg-base-100 px-5 text-read font-semibold"
    >
      <ClipboardListIcon size={20} className="text-teal-ink" />
      <span className="grow">
        {countText(forms, 'form')} to fill{about}
      </span>
      <ChevronRightIcon size={18} />
    </PageLink>
  )
}

/** Nobody is blamed for days without an entry; how the knee is comes before the plan. */
function AfterSilence({ current: { askAfterSilence, case: of } }: { current: CaseToday }) {
  if (askAfterSilence === null) return null
  return (
    <Notice className="mb-4 border border-line bg-base-100" title="Good to see you again">
      <p className="text-label">
        It has been a while. Before you go on, tell us how your knee is, and begin more gently than before.
      </p>
      <p className="mt-2 flex flex-wrap items-center gap-x-4 gap-y-2">
        <LinkButton href={askAfterSilence} size="phone" className="w-fit">
          Answer the safety questions
        </LinkButton>
        <PageLink
          href={`/today/pain?case=${of.id}`}
          className="inline-flex min-h-11 items-center text-label font-semibold underline"
        >
          Enter your pain now
        </PageLink>
      </p>
    </Notice>
  )
}

function Current({ current, today }: { current: CaseToday; today: string }) {
  return (
    <>
      {current.messages.length > 0 ? (
        <Notice tone={current.urgent ? 'red' : 'amber'} live="alert" className="mb-4">
          <WaitWords words={current} />
        </Notice>
      ) : null}
      <AfterSilence current={current} />
      <FormsDue forms={current.forms} />
      <WeekStrip current={current} today={today} />
      {current.sentence ? (
        <Notice className="mb-4 border border-line bg-base-100">
          <p className="text-label text-base-content">{current.sentence}</p>
        </Notice>
      ) : null}
      {current.again ? <p className="mb-4 text-label">{current.again}</p> : null}
      <Plan current={current} />
      <TodayRows current={current} />
    </>
  )
}

const problemWords: Readonly<Record<TodayProblem, (phone: string) => string>> = {
  ended: endedWords,
  over: overWords,
  gone: (phone) =>
    `This is not here any more, so nothing was saved. Call the clinic at ${phone} if you miss something.`,
}

type Props = {
  view: TodayView
  /** What was saved just now, and its id. */
  saved: string | null
  entry: string | null
  problem: TodayProblem | null
}

/** The start page of a patient: what to know, what is planned, and four things to enter. */
export function TodayScreen({ view, saved, entry, problem }: Props) {
  const { current, cases } = view
  return (
    <>
      <p className="text-label text-ink-2" data-clinic-phone={view.clinicPhone} data-severe={view.severe}>
        {dayText(view.today)}
      </p>
      <h1 className="mb-4 text-ask font-semibold">
        {greeting(view.hour)}
        {view.name ? `, ${view.name}` : ''}
      </h1>
      {entry ? <ForgetDraft id={entry} /> : null}
      {problem !== null && !(problem === 'over' && view.ended) ? (
        <Notice tone="ink" live="alert" className="mb-4">
          <WithPhones text={problemWords[problem](view.clinicPhone)} numbers={[view.clinicPhone]} />
        </Notice>
      ) : null}
      {view.words ? (
        <Notice tone={view.words.urgent ? 'red' : 'amber'} live="alert" className="mb-4">
          <WaitWords words={view.words} />
        </Notice>
      ) : null}
      {saved !== null ? (
        <Notice tone="done" live="status" className="mb-4">
          Saved.
        </Notice>
      ) : null}
      <UnsentEntries
        cases={cases.map(({ id }) => ({ id, knee: kneeAmong(cases, id) }))}
        today={view.today}
        saved={view.saved}
      />
      <Treatments
        cases={cases}
        current={current?.case.id}
        hrefOf={(id) => `/today?case=${id}`}
        notes={view.planned}
      />
      <FormsDue forms={view.endedForms} about={current ? ' about the treatment that ended' : ''} />
      {current ? (
        <Current current={current} today={view.today} />
      ) : (
        <EmptyState
          icon={ListChecksIcon}
          title={view.ended ? 'Your treatment has ended' : 'Nothing to do yet'}
        >
          {view.ended
            ? `Call us at ${view.clinicPhone} if your knee bothers you again.`
            : `When we have your form, a physio reads it and your treatment starts here. Not sent it yet? Open the link in our message, or call ${view.clinicPhone}.`}
        </EmptyState>
      )}
    </>
  )
}
