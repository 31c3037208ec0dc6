import { expect, test } from 'vitest'
import { FactorAnswer } from '#components/factors/factor-answer.tsx'
import { AnswerForm } from '#components/flags/answer-form.tsx'
import { factorView } from '#lib/factors/views/rules.ts'
import type { FlagCardView } from '#lib/flags/cards/queries.ts'
import { factor } from '#tests/unit/factors/people.ts'
import { html } from './render.ts'

/** Enter in a field presses the first submit button of the form; while that one is disabled, nothing is sent. */
const first = (markup: string) => /<button type="submit"[^>]*>/.exec(markup)?.[0]

const view = factorView(factor('fac_quad_weak', { lsi_knee_ext: 60 }), {}, 'case')

test('Enter in the finding of a red flag decides nothing', () => {
  const flag = { id: 'flag', title: 'Calf' } as FlagCardView
  expect(first(html(<AnswerForm flag={flag} responseId="id" />))).toContain('disabled')
})

test('Enter in the reason to dismiss a factor confirms nothing', () => {
  const form = html(<FactorAnswer caseId="case" evaluationId="evaluation" factor={view} texts={0} />)
  expect(first(form)).toContain('disabled')
  expect(form).not.toContain('takeBack')
})

test('what the patient was given is offered to be taken back with a dismissal', () => {
  const form = html(<FactorAnswer caseId="case" evaluationId="evaluation" factor={view} texts={2} />)
  expect(form).toMatch(/type="checkbox"[^>]*name="takeBack"/)
  expect(form).toContain('2 texts')
})
