import type { ReactNode } from 'react'
import { ExerciseFigure } from '#components/figures/exercise-figure.tsx'
import { PageHeader } from '#components/shell/page-header.tsx'
import { LinkButton, TextLink } from '#components/ui/link-button.tsx'
import { Facts, Section } from '#components/ui/section.tsx'
import type { Exercise } from '#lib/content/exercises/types.ts'
import type { ExerciseView } from '#lib/exercises/queries.ts'
import { targetsText } from '#lib/exercises/rules.ts'
import { isImpactItem } from '#lib/programs/block/rules.ts'
import { usualDoseText } from '#lib/programs/dose/rules.ts'
import { ExerciseSteps } from './exercise-steps.tsx'

const toExercise = (exercise: Exercise | null): ReactNode =>
  exercise ? <TextLink href={`/library/exercises/${exercise.id}`}>{exercise.name}</TextLink> : 'none'

function facts({ exercise, easier, harder }: ExerciseView) {
  const { dose, painLimit } = exercise
  const range = (r: { min: number; max: number } | null) =>
    r ? (r.min === r.max ? `${r.min}` : `${r.min} to ${r.max}`) : null
  return [
    { term: 'Works on', value: targetsText(exercise) },
    { term: 'Equipment', value: exercise.equipment },
    { term: 'Dose', value: usualDoseText(exercise) },
    { term: 'Tempo', value: dose.tempo ? `${dose.tempo} s` : dose.pace },
    { term: 'Effort', value: dose.rpe ? `${range(dose.rpe)} of 10` : 'free' },
    { term: 'Rest', value: `${dose.restSeconds} s` },
    { term: 'Times a week', value: range(dose.perWeek) ?? 'with runs' },
    ...(painLimit === undefined
      ? []
      : [{ term: 'Pain limit', value: `${painLimit} of 10, or that of the phase if lower` }]),
    ...[dose.note, dose.planNote].flatMap((value) => (value ? [{ term: 'Note', value }] : [])),
    { term: 'Easier', value: toExercise(easier) },
    { term: 'Harder', value: toExercise(harder) },
  ]
}

/** One exercise: figure, steps as the patient reads them, its usual dose and its neighbors. */
export function ExerciseScreen({ view }: { view: ExerciseView }) {
  const { exercise, factors, templates } = view
  return (
    <>
      <PageHeader
        title={exercise.name}
        note={exercise.region}
        actions={<LinkButton href="/library/exercises">All exercises</LinkButton>}
      />
      <div className="grid gap-x-8 px-4 py-5 lg:grid-cols-[minmax(0,1fr)_20rem] lg:px-6">
        <div className="max-w-2xl">
          <div className="mb-5 overflow-hidden rounded-box bg-base-200 [--fig-halo:var(--color-base-200)]">
            <ExerciseFigure exercise={exercise} size={480} height={320} className="h-auto w-full" />
          </div>
          <ExerciseSteps exercise={exercise} />
        </div>
        <aside aria-label="Dose and use" className="max-lg:mt-8">
          <Section title="Purpose" line={false}>
            <p className="text-dense">{exercise.purpose}</p>
          </Section>
          <Section title="Usual dose">
            <Facts items={facts(view)} width="6rem" />
          </Section>
          <Section title="Safety">
            <p className="text-dense">
              {isImpactItem(exercise)
                ? 'Not done while a red flag stops running and impact, or the whole program.'
                : 'Not done while a red flag stops the whole program; one that stops running and impact leaves it.'}
            </p>
          </Section>
          {factors.length > 0 ? (
            <Section title="Addresses these factors">
              <ul className="grid gap-1.5 text-dense">
                {factors.map(({ id, title }) => (
                  <li key={id}>{title}</li>
                ))}
              </ul>
            </Section>
          ) : null}
          {templates.length > 0 ? (
            <Section title="In these templates">
              <ul className="grid gap-1.5 text-dense">
                {templates.map(({ id, title }) => (
                  <li key={id}>
                    <TextLink href={`/library/templates/${id}`}>{title}</TextLink>
                  </li>
                ))}
              </ul>
            </Section>
          ) : null}
        </aside>
      </div>
    </>
  )
}
