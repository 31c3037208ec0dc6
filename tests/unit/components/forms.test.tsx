import type { ReactElement } from 'react'
import { describe, expect, test } from 'vitest'
import { AskedBox } from '#components/forms/asked-box.tsx'
import { Checkbox, CheckboxGroup, RadioGroup } from '#components/forms/choices.tsx'
import { DatePartsField } from '#components/forms/date-field.tsx'
import { DrawnField } from '#components/forms/drawn-field.tsx'
import { ErrorSummary, namesQuestions } from '#components/forms/error-summary.tsx'
import { FormContext, fieldId } from '#components/forms/form-context.ts'
import { PainPicker } from '#components/forms/pain-picker.tsx'
import { SelectField } from '#components/forms/select-field.tsx'
import { SubmitButton } from '#components/forms/submit-button.tsx'
import { TextArea } from '#components/forms/text-area.tsx'
import { NumberField, PasswordField, TextField } from '#components/forms/text-field.tsx'
import { fieldErrorsOf } from '#lib/forms/action.ts'
import type { ActionResult } from '#lib/forms/result.ts'
import { newId } from '#lib/ids.ts'
import { itemFields, sessionInput } from '#lib/tracking/session-logs/schema.ts'
import { html, text } from './render.ts'

const refused: ActionResult = {
  status: 'error',
  message: 'Some answers need another look',
  fieldErrors: { km: ['Longest run: between 0 and 100'], side: ['Choose a side'] },
  values: {
    km: '140',
    note: 'Stairs',
    roles: ['physio', 'admin'],
    surface: 'track',
    agree: 'yes',
    'born.year': '1992',
  },
  code: '7F3A-20C1',
}

const answered = (element: ReactElement, result: ActionResult = refused, pending = false) => (
  <FormContext value={{ result, pending, size: 'desk', idPrefix: 'log' }}>{element}</FormContext>
)

describe('a refused field', () => {
  const field = html(
    answered(<NumberField name="km" label="Longest run" unit="km" hint="In the last 14 days" />),
  )
  test('is tied to its label, unit, hint and error', () => {
    expect(field).toContain('for="log-km"')
    expect(field).toContain('aria-invalid="true"')
    expect(field).toContain('aria-describedby="log-km-unit log-km-hint log-km-error"')
    for (const id of ['log-km', 'log-km-unit', 'log-km-hint', 'log-km-error'])
      expect(field).toContain(`id="${id}"`)
  })
  test('keeps what was typed', () => {
    expect(field).toContain('value="140"')
  })
  test('is ink, never red', () => {
    expect(field).toContain('field-wrong')
    expect(field).not.toMatch(/class="[^"]*(red|error|warning)/)
  })
})

test('a field without an answer shows neither error nor description', () => {
  const field = html(<TextField name="name" label="Name" defaultValue="Mika" />)
  expect(field).not.toContain('aria-invalid')
  expect(field).not.toContain('aria-describedby')
  expect(field).toContain('required=""')
  expect(html(<TextField name="name" label="Name" optional />)).not.toContain('required=""')
})

test('a box that is asked for stands there after the refusal, and stays when it is ticked', () => {
  const box = (result: ActionResult, mended = new Set<string>()) =>
    html(
      <FormContext value={{ result, pending: false, size: 'phone', idPrefix: 'f', mended }}>
        <AskedBox name="none" label="I tried none" />
      </FormContext>,
    )
  const asked: ActionResult = { ...refused, fieldErrors: { none: ['Tick the box'] } }
  expect(box({ status: 'idle' })).toBe('')
  expect(box(refused)).toBe('')
  expect(box(asked)).toContain('type="checkbox"')
  expect(box(asked, new Set(['none']))).toContain('type="checkbox"')
})

test('text, choice and date keep what was typed as well', () => {
  expect(html(answered(<TextArea name="note" label="Note" />))).toContain('>Stairs</textarea>')
  const options = [
    { value: 'road', label: 'Road' },
    { value: 'track', label: 'Track' },
  ]
  expect(html(answered(<SelectField name="surface" label="Surface" options={options} />))).toContain(
    '<option value="track" selected="">',
  )
  const choices = [
    { value: 'physio', label: 'Physio' },
    { value: 'admin', label: 'Admin' },
  ]
  const roles = html(
    answered(<CheckboxGroup name="roles" label="Roles" choices={choices} defaultValue={[]} />),
  )
  expect(roles.match(/checked=""/g)).toHaveLength(2)
  expect(html(answered(<Checkbox name="agree" label="I agree" />))).toContain('checked=""')
  expect(html(answered(<DatePartsField name="born" label="Birth date" />))).toMatch(/value="1992"/)
})

test('a date in three fields says below them what is wrong with one, and marks that one', () => {
  const result: ActionResult = {
    ...refused,
    fieldErrors: { 'born.month': ['Enter the month of birth as a number.'] },
  }
  const field = html(answered(<DatePartsField name="born" label="Birth date" />, result))
  expect(field).toMatch(/id="log-born-error".*Enter the month of birth as a number\./)
  expect(field.match(/<input[^>]*aria-invalid="true"[^>]*>/g)).toEqual([
    expect.stringContaining('name="born.month"'),
  ])
})

test('a field that grows with what is typed wraps a word of any length, so that the page stays as wide as the phone', () => {
  expect(html(<TextArea name="note" label="Note" />)).toMatch(
    /class="[^"]*field-sizing-content[^"]*overflow-wrap:anywhere/,
  )
})

test('a password is never shown again', () => {
  const typed: ActionResult = { ...refused, values: { password: 'correct horse' } }
  const field = answered(
    <PasswordField name="password" label="Password" autoComplete="current-password" />,
    typed,
  )
  expect(html(field)).not.toContain('correct horse')
})

test('the summary links each error to its field and shows the code', () => {
  const summary = html(answered(<ErrorSummary />))
  expect(summary).toContain(`href="#${fieldId('log', 'km')}"`)
  expect(summary).toContain('role="alert"')
  expect(text(answered(<ErrorSummary />))).toContain('7F3A-20C1')
  expect(html(answered(<ErrorSummary />, { status: 'ok' }))).toBe('')
})

test('the summary names the question of a single field where its text says only that an answer is missing', () => {
  const names = (...texts: string[]) => namesQuestions(texts.map((text) => ({ text })))
  expect([names('Please fill this in.'), names('Please choose an answer.')]).toEqual([true, true])
  expect(names('Choose how much the knee hurt, from 0 to 10.')).toBe(false)
  expect(names('Choose a side.', 'Choose a day.')).toBe(true)
})

test('the summary says of which exercise of a session a field is, before any script', () => {
  const [squat, clam] = [newId(), newId()]
  const posted = { id: newId(), caseId: newId(), log_safety: 'none', logDate: '2026-11-20' }
  const planned = { [`${itemFields(squat)}how`]: 'planned', [`${itemFields(clam)}how`]: 'planned' }
  const parsed = sessionInput.safeParse({ ...posted, ...planned, [`${itemFields(clam)}effort`]: '11' })
  const result: ActionResult = {
    status: 'error',
    message: 'Please look again',
    fieldErrors: parsed.success ? {} : fieldErrorsOf(parsed.error),
  }
  const about = { [itemFields(squat)]: 'Wall squat', [itemFields(clam)]: 'Clam' }
  const summary = html(
    <FormContext value={{ result, pending: false, size: 'phone', idPrefix: 's', about }}>
      <ErrorSummary />
    </FormContext>,
  )
  expect([...summary.matchAll(/<a [^>]*>(.*?)<\/a>/g)].map(([, line]) => line).sort()).toEqual([
    'Clam: Choose a number from 0 to 10.',
    'Clam: Choose how much the knee hurt, from 0 to 10.',
    'Wall squat: Choose how much the knee hurt, from 0 to 10.',
  ])
})

test('a group that was refused is a target of the summary', () => {
  const group = html(
    answered(<RadioGroup name="side" label="Side" choices={[{ value: 'l', label: 'Left' }]} />),
  )
  expect(group).toMatch(/^<fieldset id="log-side" tabindex="-1" role="radiogroup"/)
  expect(group).toContain('aria-describedby="log-side-error"')
})

describe('pain picker', () => {
  const picker = html(<PainPicker name="pain" label="Worst pain" />)
  test('is eleven native radios, none chosen beforehand', () => {
    expect(picker.match(/type="radio"/g)).toHaveLength(11)
    expect(picker).not.toContain('checked=""')
  })
  test('names the anchors on 0 and 10 and never stands without a number', () => {
    const labels = [...picker.matchAll(/<label.*?<\/label>/g)].map(([label]) => label.replace(/<[^>]+>/g, ''))
    expect(labels).toEqual(['0No pain', ...'123456789', '10The worst pain you can imagine'])
  })
  test('a step is 44 px in both looks', () => {
    expect(picker.match(/<label class="[^"]*h-11/g)).toHaveLength(11)
    expect(
      html(<PainPicker name="pain" label="Now" look="grid" />).match(/<label class="[^"]*h-11/g),
    ).toHaveLength(11)
  })
  test('shows what was chosen', () => {
    expect(html(<PainPicker name="pain" label="Now" defaultValue={0} />)).toContain('checked="" value="0"')
  })
})

test('a form that is being sent says so and keeps its button reachable', () => {
  const button = answered(
    <SubmitButton pendingLabel="Signing">Sign review</SubmitButton>,
    { status: 'idle' },
    true,
  )
  expect(text(button)).toBe('Signing')
  expect(html(button)).toContain('aria-disabled="true"')
  expect(html(button)).not.toContain(' disabled')
})

test('what a form was drawn from stays that of the page on which it was filled in', () => {
  const drawn = <DrawnField name="answered" value="newest" />
  const refused: ActionResult<unknown> = {
    status: 'error',
    message: 'No',
    fieldErrors: {},
    values: { answered: '' },
  }
  const shown = (result: ActionResult<unknown>) =>
    html(<FormContext value={{ result, pending: false, size: 'desk', idPrefix: 'f' }}>{drawn}</FormContext>)
  expect(shown({ status: 'idle' })).toContain('value="newest"')
  expect(shown(refused)).toContain('value=""')
})
