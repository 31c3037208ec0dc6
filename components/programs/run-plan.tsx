import { CheckIcon } from '#components/ui/icons.tsx'
import { Card } from '#components/ui/section.tsx'
import type { RunPlan, RunStep } from '#lib/programs/run-plan/schema.ts'

function Mark({ state }: { state: RunStep['state'] }) {
  if (state === 'done') return <CheckIcon size={20} className="mt-0.5 text-teal-ink" />
  const look = state === 'now' ? 'border-primary bg-primary' : 'border-control'
  return (
    <span className="grid h-6 w-5 shrink-0 place-items-center" aria-hidden="true">
      <span className={`h-3 w-3 rounded-full border-2 ${look}`} />
    </span>
  )
}

const words = {
  done: 'Done',
  now: 'You are here',
  later: 'Later',
  skipped: 'Not needed: you start further on',
} as const
/** A tick and a place in the line say the others to whoever sees them. */
const said: Readonly<Record<RunStep['state'], string>> = {
  done: 'sr-only',
  later: 'sr-only',
  now: 'block font-medium text-primary',
  skipped: 'block',
}

/** The steps back to running, with the present one. Prints as it stands. */
export function RunPlanCard({ plan }: { plan: RunPlan }) {
  return (
    <Card phone className="mt-5">
      <h3 className="text-read font-semibold">Your way back to running</h3>
      {plan.week ? <p className="mt-1 text-label font-semibold">{plan.week}</p> : null}
      <ol className="mt-2 grid">
        {plan.steps.map(({ stage, text, state }) => (
          <li
            key={stage}
            aria-current={state === 'now' ? 'step' : undefined}
            className={`flex items-start gap-3 py-1.5 text-label ${state === 'later' || state === 'skipped' ? 'text-ink-2' : ''}`}
          >
            <Mark state={state} />
            <span className={`min-w-0 grow ${state === 'now' ? 'font-semibold' : ''}`}>
              {text}
              <span className={said[state]}>
                <span className="sr-only">, </span>
                {words[state]}
              </span>
            </span>
          </li>
        ))}
      </ol>
      <h4 className="mt-4 text-label font-semibold">How it works</h4>
      <ul className="mt-1 grid list-disc gap-1 pl-5 text-label">
        {plan.rules.map((text) => (
          <li key={text}>{text}</li>
        ))}
      </ul>
    </Card>
  )
}
