import { EyeIcon, InfoIcon } from '#components/ui/icons.tsx'
import { LinkButton } from '#components/ui/link-button.tsx'
import { Section } from '#components/ui/section.tsx'
import { Tag } from '#components/ui/tag.tsx'
import { exercises } from '#lib/content/exercises/index.ts'
import { targetsText } from '#lib/exercises/rules.ts'
import { saveDraftAction } from '#lib/programs/actions.ts'
import type { BuilderView } from '#lib/programs/builder/schema.ts'
import { cellNames } from '#lib/programs/cells/schema.ts'
import { AddExercise, type ExerciseChoice } from './add-exercise.tsx'
import { BuilderForm } from './builder-form.tsx'
import { BuilderRow } from './builder-item.tsx'
import { Changes } from './changes.tsx'
import { MinutesBars } from './minutes-bars.tsx'
import { PhaseEnds, PhaseRail } from './phase-rail.tsx'
import { PhaseSettings } from './phase-settings.tsx'
import { DiscardSheet, PublishSheet } from './publish-sheet.tsx'
import { cellHeads } from './words.ts'

const choices: readonly ExerciseChoice[] = exercises.map((exercise) => ({
  id: exercise.id,
  name: exercise.name,
  region: exercise.region,
  targets: targetsText(exercise),
  lacking: exercise.needs.map((need) => need.replaceAll('_', ' ')).join(', '),
}))

function Head({ draft }: { draft: BuilderView }) {
  return (
    <div className="flex shrink-0 flex-wrap items-center gap-3 px-4 pt-3.5 pb-3 lg:px-6">
      <h2 className="text-heading font-semibold">Version {draft.number}</h2>
      <Tag tone="line">Draft</Tag>
      {draft.templateName ? <span className="text-dense text-ink-3">from “{draft.templateName}”</span> : null}
      <span className="flex flex-wrap items-center gap-2 lg:ml-auto">
        <DiscardSheet draft={draft} />
        <LinkButton href={`/cases/${draft.caseId}/program/preview`}>
          <EyeIcon size={15} />
          As the patient sees it
        </LinkButton>
        <PublishSheet draft={draft} />
      </span>
    </div>
  )
}

function Aside({ draft }: { draft: BuilderView }) {
  return (
    <aside className="border-line px-5 pt-4 pb-6 max-xl:border-t xl:border-l" aria-label="About this phase">
      <Section title="Time a session" line={false}>
        <MinutesBars minutes={draft.phase.minutes} has={draft.has} />
      </Section>
      {draft.changes ? (
        <Section title={`Changes to version ${draft.changes.number}`}>
          <Changes list={draft.changes.list} />
        </Section>
      ) : null}
      {draft.phase.less.length > 0 ? (
        <Section title="Less than the template">
          <ul className="list-disc pl-5 text-dense">
            {draft.phase.less.map((text) => (
              <li key={text}>{text}</li>
            ))}
          </ul>
        </Section>
      ) : null}
      {draft.phase.cautions.length > 0 ? (
        <Section title="The patient will read">
          <ul className="grid gap-2.5 text-dense">
            {draft.phase.cautions.map(({ name, text }) => (
              <li key={name} className="flex gap-2">
                <InfoIcon size={15} className="mt-0.5 text-ink-3" />
                <span>
                  {name}: {text}
                </span>
              </li>
            ))}
          </ul>
        </Section>
      ) : null}
    </aside>
  )
}

function Exercises({ draft }: { draft: BuilderView }) {
  const { phase } = draft
  return (
    <section className="@container min-w-0" aria-label={`Exercises of ${phase.name}`}>
      <div
        aria-hidden="true"
        className="hidden h-8 items-center border-b border-line pl-[150px] text-caption font-medium text-ink-3 @[47rem]:flex"
      >
        {cellNames.map((cell) => (
          <span
            key={cell}
            className="px-2.5 whitespace-nowrap"
            style={{ width: `${cellHeads[cell].width}px` }}
          >
            {cellHeads[cell].label}
          </span>
        ))}
        <span className="mr-4 ml-auto w-[180px] pl-2">Days</span>
      </div>
      {phase.items.length === 0 ? (
        <p className="px-5 py-6 text-dense text-ink-2">
          No exercise in {phase.name} yet. Add the first one below.
        </p>
      ) : (
        <ol>
          {phase.items.map((item, index) => (
            <BuilderRow key={item.key} item={item} index={index} count={phase.items.length} />
          ))}
        </ol>
      )}
      <div className="border-t border-line px-4 py-2.5">
        <AddExercise choices={choices} />
      </div>
    </section>
  )
}

/** The draft of a program: phases, exercises with their doses, and what they mean for the patient's week. */
export function BuilderScreen({ draft }: { draft: BuilderView }) {
  const here = `/cases/${draft.caseId}/program`
  const { phase } = draft
  return (
    <div className="flex shrink-0 grow flex-col">
      <Head draft={draft} />
      <div className="flex grow flex-col border-t border-line">
        <BuilderForm
          key={phase.key}
          action={saveDraftAction}
          fields={{ caseId: draft.caseId, versionId: draft.versionId, phaseKey: phase.key }}
          version={draft.version}
          seen={draft.seen}
          saved={draft.saved}
          here={`${here}?phase=${phase.key}`}
        >
          <div className="grow lg:grid lg:grid-cols-[212px_minmax(0,1fr)] xl:grid-cols-[212px_minmax(0,1fr)_236px]">
            <aside className="border-line px-3 pt-4 pb-4 max-lg:border-b lg:border-r" aria-label="Phases">
              <PhaseRail phases={draft.phases} shown={phase.key} href={(key) => `${here}?phase=${key}`} />
              <PhaseSettings
                phase={phase}
                index={draft.phases.findIndex(({ key }) => key === phase.key)}
                count={draft.phases.length}
              />
              <PhaseEnds phase={phase} />
            </aside>
            <Exercises draft={draft} />
            <div className="lg:col-start-2 xl:col-start-3">
              <Aside draft={draft} />
            </div>
          </div>
        </BuilderForm>
      </div>
    </div>
  )
}
