import { ExerciseFigure } from '#components/figures/exercise-figure.tsx'
import { ChevronRightIcon } from '#components/ui/icons.tsx'
import { PageLink } from '#components/ui/page-link.tsx'
import { Card } from '#components/ui/section.tsx'
import { exerciseById } from '#lib/content/exercises/index.ts'
import type { PlainItem, PlainPhase } from '#lib/programs/plain/schema.ts'
import { RunPlanCard } from './run-plan.tsx'

function Item({ item, href }: { item: PlainItem; href: string | null }) {
  const exercise = exerciseById(item.exerciseId)
  const body = (
    <>
      <span className="w-24 shrink-0 overflow-hidden rounded-[0.75rem] bg-base-200 [--fig-halo:var(--color-base-200)]">
        {exercise ? (
          <ExerciseFigure exercise={exercise} size={96} height={72} label="" className="h-auto w-full" />
        ) : null}
      </span>
      <span className="min-w-0 grow">
        <span className="block text-read font-semibold">{item.name}</span>
        <span className="block text-label">{item.dose}</span>
        <span className="block text-label text-ink-2">
          {item.days}
          {item.optional ? ', if you like' : ''}
        </span>
        {item.less ? <span className="block text-label font-semibold">{item.less}</span> : null}
      </span>
      {href ? <ChevronRightIcon size={20} className="text-ink-3" /> : null}
    </>
  )
  const look = 'flex items-center gap-4 px-5 py-3'
  return (
    <li className="border-t border-line first:border-0">
      {href ? (
        <PageLink href={href} className={`${look} hover:bg-hover`}>
          {body}
        </PageLink>
      ) : (
        <div className={look}>{body}</div>
      )}
    </li>
  )
}

function Group({ title, items, hrefOf }: { title: string; items: readonly PlainItem[]; hrefOf: HrefOf }) {
  if (items.length === 0) return null
  return (
    <div className="mt-5">
      <h3 className="mb-2 text-label font-semibold">{title}</h3>
      <ul className="overflow-hidden rounded-[1.25rem] border border-line bg-base-100">
        {items.map((item) => (
          <Item key={item.key} item={item} href={hrefOf(item)} />
        ))}
      </ul>
    </div>
  )
}

type HrefOf = (item: PlainItem) => string | null

/** A phase as the patient reads it; the same on her phone and in the physio's preview. */
export function Plan({ phase, hrefOf }: { phase: PlainPhase; hrefOf: HrefOf }) {
  const today = phase.items.filter((item) => item.today)
  const other = phase.items.filter((item) => !item.today && !item.eachRun)
  const around = Map.groupBy(
    phase.items.filter((item) => item.eachRun),
    ({ note }) => note || 'With each run',
  )
  return (
    <div>
      <p className="text-label text-ink-2">
        Part {phase.number} of {phase.count}
      </p>
      <h2 className="text-ask font-semibold">{phase.name}</h2>
      <p className="mt-1 text-label text-ink-2">{phase.weekText}</p>
      {phase.again ? <p className="mt-3 text-label">{phase.again}</p> : null}
      <Group title="Today" items={today} hrefOf={hrefOf} />
      <Group title={today.length > 0 ? 'On other days' : 'Your exercises'} items={other} hrefOf={hrefOf} />
      {[...around].map(([when, items]) => (
        <Group key={when} title={when} items={items} hrefOf={hrefOf} />
      ))}
      {phase.held ? (
        <p className="mt-4 text-label">Running and jumping exercises wait until we have spoken with you.</p>
      ) : null}
      {phase.runPlan ? <RunPlanCard plan={phase.runPlan} /> : null}
      <Card phone className="mt-5">
        <h3 className="text-label font-semibold">How much pain is all right</h3>
        <p className="mt-1 text-label text-ink-2">
          In an exercise up to {phase.exLimit} of 10, in a run up to {phase.runLimit} of 10, and no worse the
          next morning. Stop when it is more. Where an exercise names a lower number, that one holds.
        </p>
        {phase.runCap ? <p className="num mt-1 text-label text-ink-2">{phase.runCap}</p> : null}
      </Card>
      {phase.later.length > 0 ? (
        <p className="mt-4 text-label text-ink-2">After this: {phase.later.join(', ')}.</p>
      ) : null}
    </div>
  )
}
