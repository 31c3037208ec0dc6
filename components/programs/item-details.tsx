import { Disclosure } from '#components/ui/disclosure.tsx'
import type { BuilderItem } from '#lib/programs/builder/schema.ts'
import { stageChoices } from '#lib/programs/stages/rules.ts'
import { CellErrors } from './dose-cell.tsx'
import { SmallField, SmallSelect, SmallText } from './small-field.tsx'
import { Tick } from './tick.tsx'

/** One that stands where none may can be taken out. */
const stagesOf = ({ mayHaveStage, stage: now }: BuilderItem) => [
  { value: '', label: 'None' },
  ...stageChoices
    .filter(({ stage }) => mayHaveStage || stage === now)
    .map(({ stage, words }) => ({ value: `${stage}`, label: `${stage}: ${words}` })),
]

/** What is seldom changed: sides, times a week, weeks, the note that the patient reads. Posts also while it is closed. */
export function ItemDetails({ item }: { item: BuilderItem }) {
  const field = (name: string) => `item.${item.key}.${name}`
  const perWeek = item.perWeek
    ? `${item.perWeek.min === item.perWeek.max ? item.perWeek.min : `${item.perWeek.min} to ${item.perWeek.max}`} times a week`
    : 'as planned'
  const summary = [
    item.stage !== null && `stage ${item.stage}`,
    perWeek,
    item.sides === 'each' && 'each side',
    item.note && 'with a note',
  ].filter(Boolean)
  return (
    <Disclosure summary={<span className="text-caption text-ink-2">{summary.join(', ')}</span>}>
      <div className="flex flex-wrap items-end gap-x-4 gap-y-2">
        {item.mayHaveStage || item.stage !== null ? (
          <SmallSelect
            name={field('stage')}
            label="Running stage"
            value={`${item.stage ?? ''}`}
            options={stagesOf(item)}
          />
        ) : null}
        <SmallSelect
          name={field('sides')}
          label="Sides"
          value={item.sides}
          options={[
            { value: 'each', label: 'Each side' },
            { value: 'both', label: 'Both together' },
          ]}
        />
        <SmallField
          name={field('perWeekMin')}
          label="Times a week, from"
          value={`${item.perWeek?.min ?? ''}`}
        />
        <SmallField name={field('perWeekMax')} label="to" value={`${item.perWeek?.max ?? ''}`} />
        <SmallField name={field('fromWeek')} label="From week" value={`${item.fromWeek}`} />
        <SmallField name={field('untilWeek')} label="Until week" value={`${item.untilWeek ?? ''}`} />
        <Tick name={field('eachRun')} value="yes" checked={item.eachRun}>
          With each run
        </Tick>
        <Tick name={field('optional')} value="yes" checked={item.optional}>
          Optional
        </Tick>
      </div>
      <SmallText name={field('note')} label="Note that the patient reads" value={item.note} />
      <CellErrors names={['perWeekMin', 'perWeekMax', 'fromWeek', 'untilWeek', 'note'].map(field)} />
    </Disclosure>
  )
}
