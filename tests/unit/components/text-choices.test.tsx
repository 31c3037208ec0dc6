import { expect, test } from 'vitest'
import { TextChoices } from '#components/factors/text-choices.tsx'
import { FormContext } from '#components/forms/form-context.ts'
import type { ActionResult } from '#lib/forms/result.ts'
import { html } from './render.ts'

const choices = [
  { value: 'adv_sleep', label: 'Aim for 7–9 hours of sleep.', seen: 'adv_sleep new' },
  { value: 'adv_shoes', label: 'Change shoes slowly.', seen: 'adv_shoes same' },
]
const drawn = (result: ActionResult) =>
  html(
    <FormContext value={{ result, pending: false, size: 'desk', idPrefix: 'give' }}>
      <TextChoices name="advice" label="Advice" choices={choices} />
    </FormContext>,
  )
const boxes = (page: string) => page.split('<label').slice(1)

test('texts post the words they were read in, and nothing is new before an answer', () => {
  const page = drawn({ status: 'idle' })
  expect(page).toContain('name="seen" value="adv_sleep new"')
  expect(page).not.toContain('New words')
})

test('after a refusal the words that were not read are marked, and what was ticked stays', () => {
  const [sleep, shoes] = boxes(
    drawn({
      status: 'error',
      message: 'Please check the marked answers.',
      fieldErrors: {},
      values: { seen: ['adv_sleep old', 'adv_shoes same'], advice: ['adv_sleep', 'adv_shoes'] },
    }),
  )
  expect(sleep).toContain('New words')
  expect(sleep).toContain('checked=""')
  expect(shoes).not.toContain('New words')
  expect(shoes).toContain('checked=""')
})
