import { InfoIcon } from '#components/ui/icons.tsx'
import type { Exercise } from '#lib/content/exercises/types.ts'

/** How it is done: start, steps, what goes wrong, caution. In the patient's size. */
export function ExerciseSteps({ exercise }: { exercise: Exercise }) {
  return (
    <>
      <p className="text-read text-ink-2">{exercise.start}</p>
      <ol className="mt-4 grid gap-3">
        {exercise.steps.map((step, index) => (
          <li key={step} className="flex gap-3 text-read">
            <span
              aria-hidden="true"
              className="num grid h-7 w-7 shrink-0 place-items-center rounded-full bg-base-200 text-label font-semibold text-ink-2"
            >
              {index + 1}
            </span>
            <span className="pt-0.5">{step}</span>
          </li>
        ))}
      </ol>
      {exercise.caution ? (
        <p className="mt-5 flex gap-3 rounded-[1rem] bg-base-200 px-4 py-3 text-label">
          <InfoIcon size={20} className="mt-px text-ink-2" />
          {exercise.caution}
        </p>
      ) : null}
      {exercise.faults.length > 0 ? (
        <>
          <h2 className="mt-5 text-label font-semibold">Watch out for</h2>
          <ul className="mt-1 list-disc pl-5 text-label text-ink-2">
            {exercise.faults.map((fault) => (
              <li key={fault}>{fault}</li>
            ))}
          </ul>
        </>
      ) : null}
    </>
  )
}
