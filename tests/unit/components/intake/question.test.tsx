import { expect, it } from 'vitest'
import { QuestionView } from '#components/intake/question.tsx'
import { questionById } from '#lib/content/intake/questionnaire.ts'
import { html } from '../render.ts'

function drawn(id: string, value: number, unit: 'km' | 'mi') {
  const question = questionById.get(id)
  if (!question) throw new Error(`No question ${id}`)
  return html(<QuestionView {...{ question, value, unit }} answers={{}} onBehalf={false} />)
}

it('shows a stored distance in the unit that the field is in, with the kilometers that it stands for', () => {
  const miles = drawn('goal_km_week', 40, 'mi')
  expect(miles).toContain('value="24.85"')
  expect(miles).toMatch(/<input type="hidden" name="goal_km_week__was" value="40"/)
  expect(miles).toMatch(/<option value="mi" selected/)
  const kilometers = drawn('goal_km_week', 40, 'km')
  expect(kilometers).toContain('value="40"')
  expect(kilometers).not.toContain('__was')
  expect(drawn('shoe_km', 651, 'mi')).toContain('value="405"')
})

it('leaves every other number as it is', () => {
  expect(drawn('weight_kg', 70, 'mi')).toContain('value="70"')
})
