import { type QuestionGroup, questionGroups } from '#lib/content/intake/groups.ts'
import { questionById, type Section } from '#lib/content/intake/questionnaire.ts'
import type { AnswerValue } from '#lib/intake/answers/schema.ts'
import type { DistanceUnit } from '#lib/tracking/run-logs/schema.ts'
import { Asked } from './fields/asked.tsx'
import { LoadGrid } from './fields/load-grid.tsx'
import { ScaleGrid } from './fields/scale-grid.tsx'
import { ShareSliders } from './fields/share-sliders.tsx'
import { QuestionView } from './question.tsx'

type ListProps = {
  section: Section
  answers: Readonly<Record<string, AnswerValue>>
  shown: readonly string[]
  onBehalf: boolean
  unit?: DistanceUnit
}

const numberOrNull = (value: AnswerValue | undefined) => (typeof value === 'number' ? value : null)

const AskedAll = ({ ids }: { ids: readonly string[] }) =>
  ids.map((id) => <input key={id} type="hidden" name="__asked" value={id} />)

/** Questions that are one picture: a table of ratings, the table of running load, parts of a whole. */
function QuestionGroupView({ group, answers, shown }: { group: QuestionGroup } & Omit<ListProps, 'section'>) {
  const wording = (id: string) => questionById.get(id)?.wording ?? id
  switch (group.kind) {
    case 'scale': {
      const options = questionById.get(group.questionIds[0] ?? '')?.options ?? []
      const questions = group.questionIds.map((id) => {
        const value = answers[id]
        return { id, wording: wording(id), value: typeof value === 'string' ? value : null }
      })
      return (
        <>
          <AskedAll ids={group.questionIds} />
          <ScaleGrid questions={questions} options={options.map(({ id, label }) => ({ id, label }))} />
        </>
      )
    }
    case 'matrix':
      return (
        <LoadGrid
          columns={group.columns.map((column) => column.replace(' (km)', ''))}
          rows={group.rows.map((row) => ({
            label: row.label,
            cells: row.questionIds.map((id, index) => ({
              id,
              wording: wording(id),
              column: (group.columns[index] ?? '').replace(' (km)', ''),
              whole: questionById.get(id)?.type === 'integer',
              value: numberOrNull(answers[id]),
              shown: shown.includes(id),
            })),
          }))}
        />
      )
    case 'shares':
      return (
        <>
          <AskedAll ids={group.questionIds} />
          <ShareSliders
            total={group.total}
            shares={group.questionIds.map((id) => ({
              id,
              wording: wording(id),
              value: numberOrNull(answers[id]),
            }))}
          />
        </>
      )
  }
}

/** Every question of a section in its order; the closed ones wait hidden. */
export function QuestionList({ section, answers, shown, onBehalf, unit }: ListProps) {
  // A reduced form may ask a part of a picture: then each question stands by itself.
  const asked = new Set(section.questions.map((question) => question.id))
  const groups = questionGroups.filter((group) => group.questionIds.every((id) => asked.has(id)))
  return section.questions.map((question) => {
    const group = groups.find(({ questionIds }) => questionIds.includes(question.id))
    if (group) {
      if (group.questionIds[0] !== question.id) return null
      return <QuestionGroupView key={group.id} {...{ group, answers, shown, onBehalf }} />
    }
    const exclusive = question.options.filter((option) => option.exclusive).map((option) => option.id)
    return (
      <Asked
        key={question.id}
        id={question.id}
        shown={shown.includes(question.id)}
        {...(exclusive.length > 0 ? { exclusive: exclusive.join(' ') } : {})}
      >
        <QuestionView {...{ question, answers, onBehalf, unit }} value={answers[question.id] ?? null} />
      </Asked>
    )
  })
}
