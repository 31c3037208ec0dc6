import { StepHeader } from '#components/shell/patient-shell.tsx'
import { EmptyState } from '#components/ui/empty-state.tsx'
import { ListChecksIcon } from '#components/ui/icons.tsx'
import { TextLink } from '#components/ui/link-button.tsx'
import { Notice } from '#components/ui/notice.tsx'
import type { SessionFormView } from '#lib/tracking/session-logs/schema.ts'
import { SessionForm } from './session-form.tsx'

/** The patient does today's exercises, or puts a session right. */
export function SessionScreen({ view }: { view: SessionFormView }) {
  return (
    <>
      <StepHeader
        back={
          <TextLink href={`/today?case=${view.caseId}`} className="inline-flex min-h-11 items-center px-2.5">
            Back
          </TextLink>
        }
        title="Session"
      />
      <h1 className="mt-2 mb-4 text-ask font-semibold">
        {view.supersedes ? 'Correct your session' : 'Your exercises'}
      </h1>
      {view.state === 'paused' ? (
        <Notice tone="amber" title="Your plan is paused" className="mb-5">
          Please do not exercise now. Enter only what you have done already.
        </Notice>
      ) : null}
      {view.state === 'extra' ? (
        <Notice className="mb-5" title="Nothing is planned for today">
          If you did something anyway, enter it here.
        </Notice>
      ) : null}
      {view.state === 'none' ? (
        <EmptyState icon={ListChecksIcon} title="No exercises yet">
          Your physio writes your program. You find your exercises here when it is ready.
        </EmptyState>
      ) : (
        <SessionForm view={view} />
      )}
    </>
  )
}
