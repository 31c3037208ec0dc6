import { ActionForm } from '#components/forms/action-form.tsx'
import { SubmitButton } from '#components/forms/submit-button.tsx'
import { TextArea } from '#components/forms/text-area.tsx'
import { Disclosure } from '#components/ui/disclosure.tsx'
import { Notice } from '#components/ui/notice.tsx'
import { countText } from '#lib/dates.ts'
import { acceptMissedAction, keepMissedAction } from '#lib/programs/progression/missed/actions.ts'
import type { NextStep } from '#lib/programs/progression/phase/schema.ts'
import { stageWords } from '#lib/programs/running/rules.ts'
import { AskAgain } from './ask-again.tsx'
import { Checks } from './begin-fields.tsx'
import { PhaseAnswer } from './phase-answer.tsx'
import { Why } from './why.tsx'

const names = {
  exit: 'This phase',
  runs: 'Runs',
  ready: 'Every phase',
  entry: 'The next phase',
  stages: 'Running again',
  stage: 'Running stage',
  impact: 'Running and jumping',
} as const

type NextPhaseProps = {
  caseId: string
  step: NextStep
  programVersion: number
  mayWrite: boolean
  /** Why a later phase waits for the safety questions; null when it does not. */
  stale: string | null
}

/** What is advised, and why. */
function Ready({ caseId, step, stale }: Pick<NextPhaseProps, 'caseId' | 'step' | 'stale'>) {
  const { decision } = step.phase
  if (decision?.change.kind !== 'phase') return null
  if (step.declined)
    return (
      <Notice className="mt-2" title={`Ready for ${step.nextName}, declined`}>
        By {step.declined.answered}.{step.declined.reason ? ` “${step.declined.reason}”` : ''} It is suggested
        again when what it rests on changes.
        <Why one={decision} />
      </Notice>
    )
  return (
    <Notice tone="done" className="mt-2" title={`Ready for ${step.nextName}`}>
      {stale ? (
        <AskAgain caseId={caseId} stale={stale} />
      ) : step.held ? (
        'An alert of this case asks for action. Answer it first, or change the phase yourself.'
      ) : (
        'Accepting begins it today. Change lets you choose the phase and the day.'
      )}
      <Why one={decision} />
    </Notice>
  )
}

function beginsWith({ stage, from }: NonNullable<NextStep['missed']>): string {
  if (from === null) return `the run of stage ${stage}: ${stageWords(stage)}`
  return stage === from ? `stage ${stage}` : `stage ${stage} instead of ${from}`
}

/** Where a physio has looked at it and the present stage stays. */
function KeepStage(props: { caseId: string; version: number; suggestionId: string; from: number }) {
  return (
    <Disclosure summary={`Keep stage ${props.from}`} className="mt-2">
      <ActionForm action={keepMissedAction} idPrefix="keep-missed" className="justify-items-start">
        <input type="hidden" name="caseId" value={props.caseId} />
        <input type="hidden" name="suggestionId" value={props.suggestionId} />
        <input type="hidden" name="version" value={props.version} />
        <TextArea name="reason" label="Why" rows={2} maxLength={500} hint="For the team alone." />
        <SubmitButton pendingLabel="Keeping">Keep stage {props.from}</SubmitButton>
      </ActionForm>
    </Disclosure>
  )
}

/** Whether the next phase may begin, and what is said after missed runs. Worked out for this moment. */
export function NextPhase({ caseId, step, programVersion, mayWrite, stale }: NextPhaseProps) {
  const { phase, nextName, missed, notCounted } = step
  const change = phase.decision?.change
  const asked = mayWrite && !step.declined && change?.kind === 'phase' ? change.to : null
  return (
    <div className="pb-4">
      {notCounted.map((why) => (
        <p key={why} className="mt-1 text-dense">
          {why}
        </p>
      ))}
      {missed ? (
        <Notice className="mt-2" title={`No run for ${countText(missed.weeks, 'week')}`}>
          {`Begin again with ${beginsWith(missed)}.`}
          {missed.weeks >= 4 ? ' Ask the safety questions first.' : ''}
          {mayWrite ? (
            <ActionForm
              action={acceptMissedAction}
              idPrefix="accept-missed"
              label={`Accept, begin again with stage ${missed.stage}`}
              className="mt-2 justify-items-start"
            >
              <input type="hidden" name="caseId" value={caseId} />
              <input type="hidden" name="suggestionId" value={missed.suggestionId} />
              <input type="hidden" name="version" value={programVersion} />
              <SubmitButton pendingLabel="Publishing">Accept</SubmitButton>
            </ActionForm>
          ) : null}
          {mayWrite && missed.from !== null && missed.from !== missed.stage ? (
            <KeepStage
              caseId={caseId}
              version={programVersion}
              suggestionId={missed.suggestionId}
              from={missed.from}
            />
          ) : null}
        </Notice>
      ) : null}
      {phase.state === 'ready' ? <Ready {...{ caseId, step, stale }} /> : null}
      {mayWrite ? <PhaseAnswer {...{ caseId, step, programVersion, stale }} phaseKey={asked} /> : null}
      {phase.state === 'not_yet' ? (
        <Disclosure summary={`Not ready for ${nextName} yet`} className="mt-2">
          <Checks checks={step.checks} names={names} />
        </Disclosure>
      ) : null}
    </div>
  )
}
