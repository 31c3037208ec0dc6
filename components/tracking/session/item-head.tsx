import { ExerciseFigure } from '#components/figures/exercise-figure.tsx'
import { Disclosure } from '#components/ui/disclosure.tsx'
import { exerciseById } from '#lib/content/exercises/index.ts'
import { tempoParts } from '#lib/programs/dose/rules.ts'
import type { SessionItem } from '#lib/tracking/session-logs/schema.ts'

function Tempo({ tempo }: { tempo: string }) {
  return (
    <p className="mt-3 flex gap-2 text-label text-teal-ink">
      {tempoParts(tempo).map(({ seconds, words }) => (
        <span
          key={words}
          className="num rounded-full bg-teal-soft px-3 py-1.5 text-center"
          style={{ flexGrow: seconds }}
        >
          {seconds} {words}
        </span>
      ))}
    </p>
  )
}

/**
 * What to do: figure, dose, what to mind, steps. Beside each other in the list of the whole session; large when the session is walked
 * through one exercise at a time (`data-live` of the flow around it), by style alone, so that it is drawn once.
 */
export function ItemHead({ item, position }: { item: SessionItem; position: string }) {
  const exercise = exerciseById(item.exerciseId)
  const facts = [item.load, item.effort && `effort ${item.effort}`, item.rest && `rest ${item.rest}`]
  return (
    <div className="mb-4">
      <div className="flex items-start gap-4 group-data-live/flow:block">
        {exercise ? (
          <div className="w-28 shrink-0 overflow-hidden rounded-box bg-base-200 [--fig-halo:var(--color-base-200)] group-data-live/flow:mb-4 group-data-live/flow:w-full group-data-live/flow:rounded-[1.25rem] group-data-live/flow:bg-base-100 group-data-live/flow:[--fig-halo:var(--color-base-100)]">
            <ExerciseFigure
              exercise={exercise}
              size={350}
              height={262}
              label=""
              className="h-auto max-h-[38dvh] w-full"
            />
          </div>
        ) : null}
        <div className="min-w-0">
          <p className="num text-caption text-ink-3 group-data-live/flow:hidden">{position}</p>
          <h2 className="text-read font-semibold [overflow-wrap:anywhere] group-data-live/flow:text-ask">
            {item.name}
          </h2>
          <p className="num text-label text-ink-2 group-data-live/flow:mt-1 group-data-live/flow:text-read group-data-live/flow:font-semibold group-data-live/flow:text-base-content">
            {item.dose}
          </p>
          {facts.some(Boolean) ? (
            <p className="num text-label text-ink-2">{facts.filter(Boolean).join(', ')}</p>
          ) : null}
        </div>
      </div>
      {item.less ? <p className="mt-3 text-label font-semibold">{item.less}</p> : null}
      {item.tempo ? <Tempo tempo={item.tempo} /> : null}
      {item.note ? <p className="mt-3 text-label text-ink-2">{item.note}</p> : null}
      <p className="num mt-3 text-label">{[exercise?.caution, item.limit].filter(Boolean).join(' ')}</p>
      {exercise ? (
        <Disclosure phone summary="How it is done" className="mt-2">
          <p>{exercise.start}</p>
          <ol className="mt-2 grid list-decimal gap-1 pl-5">
            {exercise.steps.map((step) => (
              <li key={step}>{step}</li>
            ))}
          </ol>
          <p className="mt-2 font-semibold">Watch out for</p>
          <ul className="mt-1 list-disc pl-5">
            {exercise.faults.map((fault) => (
              <li key={fault}>{fault}</li>
            ))}
          </ul>
        </Disclosure>
      ) : null}
    </div>
  )
}
