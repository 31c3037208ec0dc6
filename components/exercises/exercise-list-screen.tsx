import { ExerciseFigure } from '#components/figures/exercise-figure.tsx'
import { PageHeader } from '#components/shell/page-header.tsx'
import { EmptyState } from '#components/ui/empty-state.tsx'
import { SearchIcon } from '#components/ui/icons.tsx'
import { PageLink } from '#components/ui/page-link.tsx'
import { FindForm } from '#components/ui/search-form.tsx'
import { FilterTabs } from '#components/ui/tabs.tsx'
import type { Exercise } from '#lib/content/exercises/types.ts'
import type { ExerciseList } from '#lib/exercises/queries.ts'
import { targetsText } from '#lib/exercises/rules.ts'

const capital = (text: string) => text.charAt(0).toUpperCase() + text.slice(1)

const address = (q: string, region: string | null) => {
  const query = new URLSearchParams({ ...(q ? { q } : {}), ...(region ? { region } : {}) }).toString()
  return `/library/exercises${query ? `?${query}` : ''}`
}

function Tile({ exercise }: { exercise: Exercise }) {
  return (
    <li>
      <PageLink
        href={`/library/exercises/${exercise.id}`}
        className="block h-full rounded-box p-2 hover:bg-hover"
      >
        <span className="block overflow-hidden rounded-field bg-base-200 [--fig-halo:var(--color-base-200)]">
          <ExerciseFigure exercise={exercise} size={200} height={148} label="" className="h-auto w-full" />
        </span>
        <span className="mt-2 block text-body font-semibold">{exercise.name}</span>
        <span className="block text-caption text-ink-2">{targetsText(exercise)}</span>
      </PageLink>
    </li>
  )
}

/** The library: what matches, as figures; words and region stand in the address. */
export function ExerciseListScreen({ list }: { list: ExerciseList }) {
  const { q, region } = list.search
  const tabs = [
    { href: address(q, null), label: 'All', count: list.matching, current: region === null },
    ...list.regions
      .filter(({ count, region: name }) => count > 0 || name === region)
      .map(({ region: name, count }) => ({
        href: address(q, name),
        label: capital(name),
        count,
        current: name === region,
      })),
  ]
  return (
    <>
      <PageHeader
        title="Exercises"
        actions={
          <FindForm
            action="/library/exercises"
            label="Find an exercise"
            defaultValue={q}
            keep={region ? { region } : {}}
          />
        }
        tabs={<FilterTabs label="Region" tabs={tabs} />}
      />
      <div className="px-2 py-4 lg:px-4">
        {list.exercises.length === 0 ? (
          <EmptyState icon={SearchIcon} title="No exercise has these words">
            Try a muscle (calf), a piece of equipment (band) or a part of the name.
          </EmptyState>
        ) : (
          <ul className="grid grid-cols-2 gap-1 sm:grid-cols-3 xl:grid-cols-5">
            {list.exercises.map((exercise) => (
              <Tile key={exercise.id} exercise={exercise} />
            ))}
          </ul>
        )}
      </div>
    </>
  )
}
