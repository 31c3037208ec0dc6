import { ExerciseFigure } from '#components/figures/exercise-figure.tsx'
import { ListChecksIcon } from '#components/ui/icons.tsx'
import { LinkButton } from '#components/ui/link-button.tsx'
import { Card } from '#components/ui/section.tsx'
import { exerciseById } from '#lib/content/exercises/index.ts'
import { countText } from '#lib/dates.ts'
import type { CaseToday } from '#lib/tracking/today/schema.ts'

/** What the program plans today, with the one primary button of the page. */
export function PlannedCard({ current }: { current: CaseToday }) {
  const { items, less, done, held, runsWait, runs, runCap } = current
  const minutes = Math.ceil(items.reduce((sum, item) => sum + item.minutes, 0))
  const href = `/today/session?case=${current.case.id}`
  if (items.length === 0)
    return (
      <Card phone>
        <h2 className="flex items-center gap-2 text-read font-semibold">
          <ListChecksIcon size={20} />
          No exercises today
        </h2>
        <p className="mt-1 text-label text-ink-2">
          {held
            ? 'Some of your plan waits until we have spoken with you.'
            : runsWait
              ? 'Your runs wait for now, and no exercises are planned for today.'
              : 'A day of rest is part of the plan.'}
        </p>
      </Card>
    )
  return (
    <Card phone>
      <h2 className="text-read font-semibold">
        {done.sessions > 0 ? 'Done for today' : 'Today’s exercises'}
      </h2>
      <p className="num text-label text-ink-2">
        {countText(items.length, 'exercise')}, about {countText(minutes, 'minute')}
      </p>
      <div className="my-3 grid grid-cols-3 gap-2" aria-hidden="true">
        {items.slice(0, 3).map((item) => {
          const exercise = exerciseById(item.exerciseId)
          return exercise ? (
            <ExerciseFigure
              key={item.key}
              exercise={exercise}
              size={96}
              label=""
              className="h-auto max-w-full"
            />
          ) : null
        })}
      </div>
      <ul className="mb-4 text-label">
        {items.map((item) => (
          <li key={item.key} className="num">
            {item.name}, {item.dose}
            {less[item.key] ? <span className="block font-semibold">{less[item.key]}</span> : null}
          </li>
        ))}
      </ul>
      {runCap && runs.length === 0 ? <p className="num mb-3 text-label">{runCap}</p> : null}
      {held ? <p className="mb-3 text-label text-ink-2">Runs and jumps wait for now.</p> : null}
      <LinkButton href={href} variant={done.sessions > 0 ? 'plain' : 'primary'} size="main">
        {done.sessions > 0 ? 'Do another session' : 'Start'}
      </LinkButton>
    </Card>
  )
}
