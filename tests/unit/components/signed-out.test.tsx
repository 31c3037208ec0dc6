import { describe, expect, test } from 'vitest'
import { SaveBar } from '#components/assessment/entry/save-bar.tsx'
import { DraftBar } from '#components/forms/draft-bar.tsx'
import { ErrorSummary } from '#components/forms/error-summary.tsx'
import { FormContext } from '#components/forms/form-context.ts'
import { OpenedBy, OpenerField } from '#components/forms/opener.tsx'
import { SelfSavingFields } from '#components/forms/self-saving-fields.tsx'
import { SaveState } from '#components/programs/save-state.tsx'
import { type ActionResult, OPENER } from '#lib/forms/result.ts'
import { html, text } from './render.ts'

const out: ActionResult = {
  status: 'error',
  message: 'You are signed out. What you typed is still here.',
  fieldErrors: {},
  signedOut: true,
}
const refused: ActionResult = { status: 'error', message: 'Not saved: try again.', fieldErrors: {} }
const bar = { pending: false, dirty: true, next: { go: 'sign', title: 'Sign' }, here: '/cases/1/notes/2' }

const places = (result: ActionResult) => [
  <FormContext key="form" value={{ result, pending: false, size: 'desk', idPrefix: 'f' }}>
    <ErrorSummary />
  </FormContext>,
  <DraftBar key="draft" {...bar} result={result} saved={null} />,
  <SaveBar key="save" {...bar} result={result} />,
  <SaveState key="program" {...bar} result={result} saved="Today" news={null} onRead={() => undefined} />,
]

describe('whoever was signed out while she typed', () => {
  test.each(places(out).map((place) => [place.key, place]))('signs in beside it: %s', (_name, place) => {
    const shown = html(place)
    expect(shown).toContain('href="/sign-in?why=tab" target="_blank"')
    expect(text(place)).toContain('Sign in in a new tab, then save again')
    // To load the page again is to lose what was typed.
    expect(shown).not.toContain('Load the page again')
  })
  test.each(places(refused).map((place) => [place.key, place]))(
    'another refusal is no such: %s',
    (_name, place) => expect(html(place)).not.toContain('/sign-in'),
  )
})

describe('a form says whose page it stands on', () => {
  test('behind the sign-in', () => {
    const field = `<input type="hidden" name="${OPENER}" value="ben"/>`
    const form = <SelfSavingFields fields={{}} stamp={['version', 1]} />
    expect(html(<OpenedBy accountId="ben">{form}</OpenedBy>)).toContain(field)
  })
  test('and nothing before it', () => expect(html(<OpenerField />)).toBe(''))
})
