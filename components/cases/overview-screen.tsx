import { AlertItem } from '#components/alerts/alert-item.tsx'
import { PainChart } from '#components/charts/pain-chart.tsx'
import { FlagCard } from '#components/flags/flag-card.tsx'
import { NotAssessed } from '#components/flags/not-assessed.tsx'
import { InviteForm } from '#components/patients/invite-form.tsx'
import { ProgressStats } from '#components/progress/progress-stats.tsx'
import { ReviewFormLine } from '#components/review/review-form-line.tsx'
import { Disclosure } from '#components/ui/disclosure.tsx'
import { CalendarCheckIcon } from '#components/ui/icons.tsx'
import { DownloadLink, LinkButton, TextLink } from '#components/ui/link-button.tsx'
import { Card, Facts, Section } from '#components/ui/section.tsx'
import type { CaseOverview } from '#lib/cases/overview/queries.ts'
import type { ProgressView } from '#lib/tracking/progress/schema.ts'
import { CaseNotice } from './case-notice.tsx'
import { CorrectCase, MoveReview } from './change-sheets.tsx'
import { HappenedList } from './happened-list.tsx'
import { StatusForms } from './status-forms.tsx'
import { TeamSection } from './team-section.tsx'

const steps = {
  assessment: { page: 'assessment', says: 'First assessment', go: 'Start an assessment' },
  program: { page: 'program', says: 'First program', go: 'Write the program' },
} as const

/** What lets messages and the program reach a patient, whose first form needed no account. */
function Invite({ frame: { patientId, reach, mayWrite } }: { frame: CaseOverview['frame'] }) {
  if (!mayWrite || reach === 'account' || reach === 'suspended') return null
  return reach === 'no_email' ? (
    <p className="mt-1 text-dense">
      <TextLink href={`/patients/${patientId}/edit`}>Add an e-mail address</TextLink>
    </p>
  ) : (
    <InviteForm patientId={patientId} again={reach === 'invited'} className="mt-2" />
  )
}

type Step = (typeof steps)[keyof typeof steps]

/** The act of this moment, and what else may be done, one press away. */
function Acts({ view, first }: { view: CaseOverview; first: Step | null }) {
  const { frame, reviewForm } = view
  const here = `/cases/${frame.caseId}`
  const review = { href: `${here}/reviews/new`, text: 'Start review' }
  const primary = first ? { href: `${here}/${first.page}`, text: first.go } : review
  const others = [
    ...(first ? [review] : []),
    ...(reviewForm?.waits ? [{ href: `${here}/review-form`, text: 'Ask the review form' }] : []),
    ...(frame.safety.screenCurrent ? [] : [{ href: `${here}/safety`, text: 'Ask the safety questions' }]),
    { href: `${here}/log`, text: 'Enter for the patient' },
  ]
  return (
    <>
      <LinkButton href={primary.href} variant="primary" className="mt-3 w-full">
        {primary.text}
      </LinkButton>
      <Disclosure summary="More" className="mt-2">
        {others.map(({ href, text }) => (
          <LinkButton key={href} href={href} className="mb-2 w-full">
            {text}
          </LinkButton>
        ))}
        <MoveReview frame={frame} />
      </Disclosure>
    </>
  )
}

function Due({ view }: { view: CaseOverview }) {
  const { frame } = view
  const first = view.step === 'review' || !frame.mayWrite ? null : steps[view.step]
  const due: CaseOverview['due'] = first ? [...view.due, { text: first.says, overdue: false }] : view.due
  return (
    <Card tone="teal" className="mb-5">
      <div className="flex items-center gap-2 text-dense font-medium text-teal-ink">
        <CalendarCheckIcon size={15} />
        Due
      </div>
      {due.length === 0 ? <p className="mt-1 text-dense">Nothing is due.</p> : null}
      <ul className="mt-1 grid gap-1 text-dense">
        {due.map(({ text, overdue, page }) => (
          <li key={text} className="num">
            {overdue ? <span className="font-semibold">Overdue. </span> : null}
            {page ? <TextLink href={`/cases/${frame.caseId}/${page}`}>{text}</TextLink> : text}
          </li>
        ))}
      </ul>
      <Invite frame={frame} />
      {view.reviewForm ? <ReviewFormLine state={view.reviewForm} className="mt-1" /> : null}
      {frame.mayWrite ? <Acts view={view} first={first} /> : null}
    </Card>
  )
}

function Safety({ view }: { view: CaseOverview }) {
  const { flags, notAssessed, alerts, frame } = view
  const open = flags.filter((flag) => flag.state === 'unresolved')
  const rest = flags.filter((flag) => flag.state !== 'unresolved')
  const shown = open.length + alerts.length
  return (
    <>
      {open.length > 0 ? (
        <Section title="Red flags" line={false}>
          <div className="grid gap-2.5">
            {open.map((flag) => (
              <FlagCard key={flag.id} flag={flag} mayAnswer={frame.mayWrite} />
            ))}
          </div>
        </Section>
      ) : null}
      {alerts.length > 0 ? (
        <Section
          title="Open alerts"
          line={open.length > 0}
          aside={
            <TextLink className="no-print" href={`/cases/${frame.caseId}/alerts`}>
              All alerts and limits
            </TextLink>
          }
        >
          <ul className="-mt-2">
            {alerts.map((alert) => (
              <AlertItem key={alert.id} alert={alert} mayWrite={frame.onTeam} />
            ))}
          </ul>
        </Section>
      ) : null}
      <NotAssessed flags={notAssessed} mayAsk={frame.mayWrite} line={shown > 0} />
      {rest.length > 0 ? (
        <Section title="Settled flags" line={shown + notAssessed.length > 0}>
          <div className="grid gap-2.5">
            {rest.map((flag) => (
              <FlagCard key={flag.id} flag={flag} mayAnswer={frame.mayWrite} />
            ))}
          </div>
        </Section>
      ) : null}
    </>
  )
}

function Activities({ view }: { view: CaseOverview }) {
  if (view.activities.length === 0) return null
  return (
    <Section
      title="The patient’s own goals"
      note="How well it went at the start, 0 cannot do it, 10 as before"
    >
      <dl className="grid gap-4 text-dense sm:grid-cols-3">
        {view.activities.map(({ activity, score }) => (
          <div key={activity}>
            <dt className="break-words">{activity}</dt>
            <dd className="num text-ink-2">{score === null ? 'Not rated' : `${score} of 10`}</dd>
          </div>
        ))}
      </dl>
    </Section>
  )
}

/** A case at a glance: what is dangerous, how it goes, what happened last, what is due. */
export function OverviewScreen({ view, progress }: { view: CaseOverview; progress: ProgressView }) {
  const { frame } = view
  return (
    <div className="grow xl:grid xl:grid-cols-[minmax(0,1fr)_324px]">
      <div className="min-w-0 px-4 pt-4 pb-8 lg:px-6">
        <CaseNotice frame={frame} closing={view.closing} />
        <Safety view={view} />
        <ProgressStats progress={progress} />
        <Section
          title="Pain over the last 12 weeks"
          aside={
            <TextLink className="no-print" href={`/cases/${frame.caseId}/progress`}>
              Open progress
            </TextLink>
          }
        >
          {progress.painDays > 0 ? (
            <PainChart
              title="Pain over the last 12 weeks"
              from={progress.from}
              to={progress.today}
              points={progress.scores}
              versions={progress.versions.map(({ number, day }) => ({
                day,
                label: `v${number}`,
                short: `v${number}`,
              }))}
            />
          ) : (
            <p className="text-dense text-ink-3">No pain entry yet.</p>
          )}
        </Section>
        <Section title="What happened last">
          <HappenedList lines={view.happened} />
        </Section>
        <Activities view={view} />
      </div>
      <aside
        aria-label="Case"
        className="border-line px-4 pt-4 pb-6 max-xl:border-t lg:px-6 xl:border-l xl:px-5"
      >
        <Due view={view} />
        {view.plan.length > 0 ? (
          <Section title="To plan with" line={false}>
            <Facts items={view.plan} />
          </Section>
        ) : null}
        <TeamSection frame={frame} physios={view.physios} />
        {frame.onTeam ? (
          <Section title="Case" className="no-print">
            <StatusForms frame={frame} />
            {frame.mayWrite ? <CorrectCase frame={frame} /> : null}
            <DownloadLink href={`/cases/${frame.caseId}/export`} className="mt-2">
              Download the record (JSON)
            </DownloadLink>
          </Section>
        ) : null}
      </aside>
    </div>
  )
}
