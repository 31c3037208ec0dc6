import { ExerciseFigure } from '#components/figures/exercise-figure.tsx'
import { PageHeader } from '#components/shell/page-header.tsx'
import { LinkButton, TextLink } from '#components/ui/link-button.tsx'
import { Section } from '#components/ui/section.tsx'
import { exerciseById } from '#lib/content/exercises/index.ts'
import type { PhaseTemplate, ProgramTemplate, TemplateItem } from '#lib/content/programs/types.ts'
import { countText } from '#lib/dates.ts'
import { weeksText } from '#lib/programs/builder/rules.ts'
import { doseText, resolveDose } from '#lib/programs/dose/rules.ts'

const capital = (text: string) => text.charAt(0).toUpperCase() + text.slice(1)

const frequencyText = ({ frequency }: TemplateItem) => {
  if (frequency.kind === 'each_run') return 'with each run'
  if (frequency.kind === 'every_days') return `every ${frequency.days} days`
  const { min, max } = frequency
  if (min === 7 && max === 7) return 'every day'
  return `${min === max ? min : `${min} to ${max}`} times a week`
}

function Item({ item }: { item: TemplateItem }) {
  const [first, ...others] = item.exerciseIds.flatMap((id) => exerciseById(id) ?? [])
  if (!first) return null
  const weeks = [
    item.fromWeek > 1 && `from week ${item.fromWeek}`,
    item.untilWeek && `until week ${item.untilWeek}`,
    item.optional && 'optional',
  ].filter(Boolean)
  return (
    <li className="flex items-center gap-3 border-t border-line py-2 first:border-0">
      <span className="w-[84px] shrink-0 overflow-hidden rounded-field bg-base-200 [--fig-halo:var(--color-base-200)]">
        <ExerciseFigure exercise={first} size={84} height={62} label="" className="h-auto w-full" />
      </span>
      <div className="min-w-0">
        <p className="text-body font-semibold">
          {[first, ...others].map((exercise, index) => (
            <span key={exercise.id}>
              {index > 0 ? <span className="font-normal"> or </span> : null}
              <TextLink href={`/library/exercises/${exercise.id}`}>{exercise.name}</TextLink>
            </span>
          ))}
        </p>
        <p className="num text-dense">
          {capital(doseText(resolveDose(item, first), first.dose.pace))}, {frequencyText(item)}
        </p>
        {weeks.length > 0 || item.note ? (
          <p className="text-caption text-ink-2">{[...weeks, item.note].filter(Boolean).join(' · ')}</p>
        ) : null}
      </div>
    </li>
  )
}

const phaseNote = ({ weeks, params }: PhaseTemplate) =>
  `${weeksText(weeks)}; ${countText(params.sessionsPerWeek, 'session')} a week; pain while running at most ${params.runLimit}, in exercise ${params.exLimit}, in ten hops ${params.hopLimit}`

/** The templates with what they are for; each opens with its phases and doses. */
export function TemplateListScreen({ templates }: { templates: readonly ProgramTemplate[] }) {
  return (
    <>
      <PageHeader title="Templates" note={`${templates.length} programs`} />
      <ul className="px-4 pb-8 lg:px-6">
        {templates.map((template) => (
          <li key={template.id} className="border-t border-line py-4 first:border-0">
            <h2 className="text-body font-semibold">
              <TextLink href={`/library/templates/${template.id}`}>{capital(template.title)}</TextLink>
            </h2>
            <p className="mt-0.5 max-w-3xl text-dense text-ink-2">{template.purpose}</p>
            <p className="mt-1 text-dense">
              {template.phases.map(({ name, weeks }) => `${name}, ${weeksText(weeks)}`).join(' · ')}
            </p>
          </li>
        ))}
      </ul>
    </>
  )
}

export function TemplateScreen({ template }: { template: ProgramTemplate }) {
  return (
    <>
      <PageHeader
        title={capital(template.title)}
        actions={<LinkButton href="/library/templates">All templates</LinkButton>}
      />
      <div className="max-w-4xl px-4 py-5 lg:px-6">
        <p className="text-dense">{template.purpose}</p>
        {template.duration ? <p className="mt-2 text-dense">{template.duration}</p> : null}
        {template.runningPolicy ? (
          <p className="mt-2 text-dense">
            <span className="font-semibold">Running:</span> {template.runningPolicy}
          </p>
        ) : null}
        {template.phases.map((phase) => (
          <Section key={phase.id} title={phase.name} note={phaseNote(phase)} className="mt-5">
            <dl className="grid gap-x-4 pb-2 text-dense sm:grid-cols-[auto_minmax(0,1fr)]">
              <dt className="text-ink-3">Begins</dt>
              <dd>{phase.entry}</dd>
              <dt className="text-ink-3">Ends</dt>
              <dd>{phase.exit}</dd>
            </dl>
            <ul>
              {phase.items.map((item) => (
                <Item key={`${item.exerciseIds.join()} ${item.fromWeek} ${item.untilWeek}`} item={item} />
              ))}
            </ul>
          </Section>
        ))}
      </div>
    </>
  )
}
