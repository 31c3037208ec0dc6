import { StepHeader } from '#components/shell/patient-shell.tsx'
import { TextLink } from '#components/ui/link-button.tsx'
import { recordRunAction } from '#lib/tracking/run-logs/actions.ts'
import type { RunFormView } from '#lib/tracking/run-logs/schema.ts'
import { RunForm } from './run-form.tsx'

/** The patient enters a run, or puts one right. */
export function RunScreen({ view }: { view: RunFormView }) {
  return (
    <>
      <StepHeader
        back={
          <TextLink href={`/today?case=${view.caseId}`} className="inline-flex min-h-11 items-center px-2.5">
            Back
          </TextLink>
        }
        title="Run"
      />
      <h1 className="mt-2 mb-5 text-ask font-semibold">
        {view.supersedes ? 'Correct your run' : 'How was your run?'}
      </h1>
      <RunForm view={view} action={recordRunAction} size="phone" />
    </>
  )
}
