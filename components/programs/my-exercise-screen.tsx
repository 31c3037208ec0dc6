import { ExerciseSteps } from '#components/exercises/exercise-steps.tsx'
import { ExerciseFigure } from '#components/figures/exercise-figure.tsx'
import { StepHeader } from '#components/shell/patient-shell.tsx'
import { ChevronLeftIcon } from '#components/ui/icons.tsx'
import { PageLink } from '#components/ui/page-link.tsx'
import { exerciseById } from '#lib/content/exercises/index.ts'
import type { OwnExercise } from '#lib/programs/plain/schema.ts'

/** One exercise of the own program: figure, dose in words, steps, caution. */
export function MyExerciseScreen({ item, caseId }: { item: OwnExercise; caseId: string | null }) {
  const exercise = exerciseById(item.exerciseId)
  if (!exercise) return null
  const facts = [
    ['How much', item.dose],
    ['When', item.days],
    ['Weight', item.load],
    ['Effort', item.effort],
    ['Rest between sets', item.rest],
    ['Tempo', item.tempo],
  ].filter(([, value]) => value)
  return (
    <>
      <StepHeader
        back={
          <PageLink
            href={`/my/program${caseId ? `?case=${caseId}` : ''}`}
            aria-label="Back to the program"
            className="grid h-11 w-11 place-items-center rounded-full hover:bg-hover"
          >
            <ChevronLeftIcon size={24} />
          </PageLink>
        }
        title="Your program"
      />
      <div className="mt-2 overflow-hidden rounded-[1.25rem] bg-base-100 [--fig-halo:var(--color-base-100)]">
        <ExerciseFigure exercise={exercise} size={350} height={262} className="h-auto w-full" />
      </div>
      <h1 className="mt-5 text-ask font-semibold">{item.name}</h1>
      <dl className="my-4 grid grid-cols-2 gap-x-4 gap-y-3">
        {facts.map(([term, value]) => (
          <div key={term}>
            <dt className="text-label text-ink-2">{term}</dt>
            <dd className="num text-read font-semibold">{value}</dd>
          </div>
        ))}
      </dl>
      {item.less ? <p className="mb-4 text-read font-semibold">{item.less}</p> : null}
      {item.note ? <p className="mb-4 text-read">{item.note}</p> : null}
      <p className="num mb-4 text-read text-ink-2">{[item.runCap, item.limit].filter(Boolean).join(' ')}</p>
      <ExerciseSteps exercise={exercise} />
    </>
  )
}
