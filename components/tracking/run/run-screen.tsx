import { StepBack, StepHeader } from '#components/shell/patient-shell.tsx'
import { MissingMornings } from '#components/tracking/morning/missing-morning.tsx'
import { OfKnee } from '#components/tracking/of-knee.tsx'
import { WaitWords } from '#components/tracking/wait-words.tsx'
import { Notice } from '#components/ui/notice.tsx'
import { formKey } from '#lib/tracking/entries/forms/rules.ts'
import { recordRunAction } from '#lib/tracking/run-logs/actions.ts'
import type { RunFormView } from '#lib/tracking/run-logs/schema.ts'
import { RunForm } from './run-form.tsx'

/** The patient enters a run, or puts one right. */
export function RunScreen({ view }: { view: RunFormView }) {
  return (
    <>
      <StepHeader back={<StepBack href={`/today?case=${view.caseId}`} />} title="Run" />
      <h1 className="mt-2 mb-5 text-ask font-semibold">
        {view.after
          ? 'How was the knee in the hour after your run?'
          : view.supersedes
            ? 'Correct your run'
            : 'How was your run?'}
        <OfKnee knee={view.knee} />
      </h1>
      <MissingMornings caseId={view.caseId} asked={view.mornings} />
      {view.paused || view.waits ? (
        <Notice
          tone={view.waits?.urgent ? 'red' : 'amber'}
          title={view.paused ? 'Running waits' : undefined}
          className="mb-5"
        >
          {view.paused ? <p>Please do not run now. Enter only what you have done already.</p> : null}
          {view.again ? <p>{view.again}</p> : null}
          {view.waits ? <WaitWords words={view.waits} /> : null}
        </Notice>
      ) : view.again ? (
        <p className="mb-5 text-label">{view.again}</p>
      ) : null}
      {view.ran ? <Notice className="num mb-5">{view.ran}</Notice> : null}
      {view.less ? <p className="mb-5 text-label font-semibold">{view.less}</p> : null}
      {view.limit ? <p className="num mb-5 text-label text-ink-2">{view.limit}</p> : null}
      <RunForm key={formKey(view)} view={view} action={recordRunAction} size="phone" />
    </>
  )
}
