/** Ids of the questionnaire and its derived values (clinical/intake.md) that rules may read. */
import { derivedSpecs } from '#lib/content/intake/derived.ts'
import type { Question } from '#lib/content/intake/questionnaire.ts'
import { questions } from '#lib/content/intake/questionnaire.ts'
import type { IdSpec } from '#lib/rules/registry.ts'

function specOf(question: Question): IdSpec {
  const options = question.options.map((option) => option.id)
  switch (question.type) {
    case 'integer':
    case 'decimal':
    case 'nprs':
      return question.limits?.orUnknown ? { type: 'number', options: ['unknown'] } : { type: 'number' }
    case 'single':
    case 'boolean':
      return { type: 'option', options }
    case 'multi':
    case 'bodychart':
      return { type: 'list', options }
    case 'text':
    case 'long_text':
      return { type: 'text' }
    case 'date':
      return { type: 'date' }
  }
}

export const intakeIds: Readonly<Record<string, IdSpec>> = Object.fromEntries(
  questions.map((question) => [question.id, specOf(question)]),
)

export const derivedIds: Readonly<Record<string, IdSpec>> = Object.fromEntries<IdSpec>(
  derivedSpecs.map((spec) => [
    spec.id,
    spec.cases ? { type: 'option', options: spec.cases.map((item) => item.option) } : { type: 'number' },
  ]),
)
