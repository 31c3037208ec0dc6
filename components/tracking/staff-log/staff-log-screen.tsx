import type { ReactNode } from 'react'
import { RadioGroup } from '#components/forms/choices.tsx'
import { DateField } from '#components/forms/date-field.tsx'
import { OpenerField } from '#components/forms/opener.tsx'
import { PainPicker } from '#components/forms/pain-picker.tsx'
import { SubmitButton } from '#components/forms/submit-button.tsx'
import { MorningForm } from '#components/tracking/morning/morning-form.tsx'
import { painAbouts } from '#components/tracking/pain/pain-correction.tsx'
import { RunForm } from '#components/tracking/run/run-form.tsx'
import { SessionForm } from '#components/tracking/session/session-form.tsx'
import { Disclosure } from '#components/ui/disclosure.tsx'
import { TextLink } from '#components/ui/link-button.tsx'
import { Notice } from '#components/ui/notice.tsx'
import { dayText } from '#lib/dates.ts'
import type { EntryDanger } from '#lib/tracking/entries/danger/schema.ts'
import { recordMorningForPatientAction } from '#lib/tracking/pain-scores/actions.ts'
import { recordRunForPatientAction } from '#lib/tracking/run-logs/actions.ts'
import type { RunFormView } from '#lib/tracking/run-logs/schema.ts'
import { recordSessionForPatientAction } from '#lib/tracking/session-logs/actions.ts'
import type { SessionFormView } from '#lib/tracking/session-logs/schema.ts'
import { DaySelect } from './day-select.tsx'
import { EntryDangerNotice } from './entry-danger.tsx'

const savedWords: Readonly<Record<string, string>> = {
  pain: 'The pain score is saved.',
  run: 'The run is saved.',
  morning: 'The morning is saved.',
  session: 'The session is saved.',
}

const savedElse = 'The entry is saved.'

const sessionWords = {
  planned: null,
  extra: 'Nothing was planned for this day; these are the exercises of the phase.',
  paused: 'The plan waits today. Enter only what was done already.',
  none: 'There is no program on this day.',
} as const

const notSaved = {
  title: 'The pain score was not saved.',
  text: 'Choose a number and a day of the last 14 days, and save it again. If the case has ended, nothing can be entered any more.',
}
const problemWords: Readonly<Record<string, typeof notSaved>> = {
  other: {
    title: 'The pain score was not saved.',
    text: 'It was changed, saved before, or the case has ended. Look at the entries.',
  },
  unknown: {
    title: 'We cannot tell whether the pain score was saved.',
    text: 'Look at the entries before you save it again.',
  },
}

/** One kind of entry; the first one is open, so that the page is not four forms long. */
function Part({ title, open, children }: { title: string; open?: boolean; children: ReactNode }) {
  return (
    <div className="border-t border-line py-3">
      <Disclosure
        summary={<h3 className="text-heading font-semibold text-base-content">{title}</h3>}
        open={open ?? false}
      >
        <div className="pt-3 pb-2 text-base-content">{children}</div>
      </Disclosure>
    </div>
  )
}

function PainForm({ id, view }: { id: string; view: RunFormView }) {
  return (
    <form action="/api/log/pain" method="post" className="grid gap-4">
      <OpenerField />
      <input type="hidden" name="id" value={id} />
      <input type="hidden" name="caseId" value={view.caseId} />
      <RadioGroup
        name="context"
        label="What is it about?"
        inline
        choices={painAbouts}
        defaultValue={view.day === view.today ? 'now' : 'day_worst'}
      />
      <DateField name="logDate" label="Day" defaultValue={view.day} min={view.earliest} max={view.today} />
      <PainPicker name="score" label="Pain, 0 to 10" look="grid" />
      <div>
        <SubmitButton>Save pain score</SubmitButton>
      </div>
    </form>
  )
}

type StaffLogProps = {
  run: RunFormView
  session: SessionFormView
  /** Of the entries to be made. */
  ids: { pain: string; morning: string }
  saved: string | undefined
  /** Of the entry that was saved. */
  danger: EntryDanger | null
  problem: string | undefined
}

/** A physio of the team enters for the patient what she says on the phone: pain, a morning, a session, a run. */
export function StaffLogScreen({ run, session, ids, saved, danger, problem }: StaffLogProps) {
  const done = saved ? savedWords[saved] : undefined
  const words = sessionWords[session.state]
  return (
    <div className="max-w-[38rem] px-4 pt-4 pb-10 lg:px-6">
      <h2 className="text-heading font-semibold">Enter for the patient</h2>
      <p className="mt-0.5 mb-4 text-dense text-ink-2">
        Every entry is marked as entered by you. The patient sees it among their own, and answers the safety
        question of a paper sheet when they next open the app.{' '}
        <TextLink href={`/cases/${run.caseId}/entries`}>Entries to correct or withdraw</TextLink>
      </p>
      {danger ? (
        <EntryDangerNotice saved={done ?? savedElse} danger={danger} caseId={run.caseId} />
      ) : done ? (
        <Notice tone="done" live="status" title={done} className="mb-4" />
      ) : null}
      {problem ? (
        <Notice tone="ink" live="alert" title={(problemWords[problem] ?? notSaved).title} className="mb-4">
          {(problemWords[problem] ?? notSaved).text}
        </Notice>
      ) : null}
      <DaySelect day={run.day} today={run.today} earliest={run.earliest} />
      <Part title="Pain score" open>
        <PainForm id={ids.pain} view={run} />
      </Part>
      <Part title="Knee in the morning">
        <MorningForm id={ids.morning} view={run} action={recordMorningForPatientAction} size="desk" />
      </Part>
      <Part title={`Exercises of ${session.day === session.today ? 'today' : dayText(session.day)}`}>
        {words ? <p className="mb-3 text-dense text-ink-2">{words}</p> : null}
        {session.state === 'none' ? null : (
          <SessionForm view={session} action={recordSessionForPatientAction} size="desk" />
        )}
      </Part>
      <Part title="Run">
        <RunForm view={run} action={recordRunForPatientAction} size="desk" />
      </Part>
    </div>
  )
}
