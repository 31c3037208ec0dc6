import { questionnaire, type Section } from '#lib/content/intake/questionnaire.ts'
import type { RuleEntry, RuleSource } from '#lib/rulebook/schema.ts'

/** The specification begins with what holds for all sections. */
const sectionsBefore = 1

const entriesOf = ({ title, order, questions }: Section): readonly RuleEntry[] =>
  questions
    .filter(({ showIf }) => showIf !== 'always')
    .map(({ id, wording, showIf }) => ({
      id: `question_${id}`,
      title: wording,
      says: 'It is asked. Otherwise it is hidden, and its answer is missing for every rule.',
      rules: [{ label: 'Asked', text: showIf }],
      evidence: `In the part “${title}”`,
      source: `Intake ${order + sectionsBefore}`,
    }))

export const questionRules: RuleSource = {
  id: 'questions',
  title: 'Questions',
  note: 'When a question of the intake is asked. Every other question is always asked.',
  version: questionnaire.version,
  entries: questionnaire.sections.flatMap(entriesOf),
}
