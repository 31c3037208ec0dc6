import { Disclosure } from '#components/ui/disclosure.tsx'
import { Notice } from '#components/ui/notice.tsx'
import { countText } from '#lib/dates.ts'
import type { NextStep } from '#lib/programs/progression/phase/queries.ts'
import type { PhaseCheck } from '#lib/programs/progression/phase/rules.ts'
import { ruleInputLabel } from '#lib/rulebook/words/rules.ts'
import { PhaseAnswer } from './phase-answer.tsx'
import { Why } from './why.tsx'

const names = { exit: 'This phase', runs: 'Runs', ready: 'Every phase', entry: 'The next phase' } as const
const results = { met: 'met', not_met: 'not met', not_assessed: 'not assessed' } as const

function Check({ check }: { check: PhaseCheck }) {
  const { name, text, result, because, missing } = check
  return (
    <li className="border-t border-line py-2 first:border-t-0">
      <span className="font-semibold">{names[name]}</span>: {text}
      <span className="block text-caption text-ink-3">
        {results[result]}
        {because.length > 0 ? `: ${because.join('; ')}` : ''}
        {missing.length > 0 ? `. Missing: ${missing.map(ruleInputLabel).join('; ')}` : ''}
      </span>
    </li>
  )
}

type NextPhaseProps = { caseId: string; step: NextStep; programVersion: number; mayWrite: boolean }

/** What is advised, and why. */
function Ready({ step }: { step: NextStep }) {
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
      {step.held
        ? 'An alert of this case asks for action. Answer it first, or change the phase yourself.'
        : 'Accepting begins it today. Change lets you choose the phase and the day.'}
      <Why one={decision} />
    </Notice>
  )
}

/** Whether the next phase may begin, and what is said after missed runs. Worked out for this moment. */
export function NextPhase({ caseId, step, programVersion, mayWrite }: NextPhaseProps) {
  const { phase, nextName, missed } = step
  const change = phase.decision?.change
  const asked = mayWrite && !step.declined && change?.kind === 'phase' ? change.to : null
  return (
    <div className="pb-4">
      {missed ? (
        <Notice className="mt-2" title={`No run for ${countText(missed.weeks, 'week')}`}>
          {missed.stage === missed.from
            ? `Begin again with stage ${missed.stage}.`
            : `Begin again with stage ${missed.stage} instead of ${missed.from}.`}
          {missed.weeks >= 4 ? ' Ask the safety questions first.' : ''}
        </Notice>
      ) : null}
      {phase.state === 'ready' ? <Ready step={step} /> : null}
      {mayWrite ? <PhaseAnswer {...{ caseId, step, programVersion }} phaseKey={asked} /> : null}
      {phase.state === 'not_yet' ? (
        <Disclosure summary={`Not ready for ${nextName} yet`} className="mt-2">
          <ul>
            {phase.checks.map((check) => (
              <Check key={check.name} check={check} />
            ))}
          </ul>
        </Disclosure>
      ) : null}
    </div>
  )
}
