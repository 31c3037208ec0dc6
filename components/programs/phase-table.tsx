import { ExerciseFigure } from '#components/figures/exercise-figure.tsx'
import { ShuffleIcon, TriangleAlertIcon } from '#components/ui/icons.tsx'
import { Tag } from '#components/ui/tag.tsx'
import { exerciseById } from '#lib/content/exercises/index.ts'
import type { BuilderItem, BuilderPhase } from '#lib/programs/builder/schema.ts'
import { dayNames } from './words.ts'

const daysOf = (item: BuilderItem) =>
  item.eachRun
    ? 'with each run'
    : item.days.length === 7
      ? 'every day'
      : item.days.map((day) => dayNames[day].slice(0, 3)).join(', ')

function Row({ item }: { item: BuilderItem }) {
  const exercise = exerciseById(item.exerciseId)
  const { cells } = item
  const dose = [
    `${cells.sets} × ${cells.amount || 'as agreed'}`,
    cells.load === 'Body' ? '' : cells.load,
    // Of a hold the seconds say it.
    cells.tempo && cells.tempo !== 'hold' && `tempo ${cells.tempo}`,
    cells.effort && `effort ${cells.effort}`,
    `${cells.rest} rest`,
  ].filter(Boolean)
  return (
    <li className="flex items-center gap-3 border-t border-line py-2 first:border-0">
      <span className="w-[84px] shrink-0 overflow-hidden rounded-field bg-base-200 [--fig-halo:var(--color-base-200)]">
        {exercise ? (
          <ExerciseFigure exercise={exercise} size={84} height={62} label="" className="h-auto w-full" />
        ) : null}
      </span>
      <div className="min-w-0 grow">
        <div className="flex flex-wrap items-baseline gap-x-2.5 gap-y-0.5">
          <h3 className="text-body font-semibold">{item.name}</h3>
          <span className="text-caption text-ink-3">{item.targets}</span>
          {item.replaced ? <Tag icon={ShuffleIcon}>{item.replaced}</Tag> : null}
          {item.optional ? <Tag>optional</Tag> : null}
          {item.blocked ? (
            <Tag tone="amber" icon={TriangleAlertIcon}>
              stopped by a red flag
            </Tag>
          ) : null}
        </div>
        <p className="num text-dense">{dose.join(' · ')}</p>
        <p className="text-caption text-ink-2">
          {daysOf(item)}
          {item.fromWeek > 1 ? `, from week ${item.fromWeek}` : ''}
          {item.untilWeek ? `, until week ${item.untilWeek}` : ''}
          {item.said ? ` · ${item.said}` : ''}
        </p>
      </div>
      <span className="num shrink-0 text-dense text-ink-2">{item.minutes.toFixed(1)} min</span>
    </li>
  )
}

/** A phase to read: what was published, old versions, templates. */
export function PhaseTable({ phase }: { phase: BuilderPhase }) {
  return (
    <section aria-label={`Exercises of ${phase.name}`}>
      <ol>
        {phase.items.map((item) => (
          <Row key={item.key} item={item} />
        ))}
      </ol>
    </section>
  )
}
