import { describe, expect, test } from 'vitest'
import type { Actor } from '#lib/access/actor.ts'
import { SignedOut } from '#lib/errors.ts'
import { readForm } from '#lib/forms/action.ts'
import { assertOpener } from '#lib/forms/opener.ts'
import { OPENER, typedValues } from '#lib/forms/result.ts'

const bea = { kind: 'account', accountId: 'bea', name: 'Bea Bont' } as Actor

const form = (opener?: string) => {
  const fields = new FormData()
  fields.append('text', 'Runs again.')
  if (opener !== undefined) fields.append(OPENER, opener)
  return fields
}

describe('a form of a page that somebody else opened', () => {
  test('is not saved under the name of who is signed in now, and says so', () => {
    expect(() => assertOpener(bea, form('ben'))).toThrow(SignedOut)
    expect(() => assertOpener(bea, form('ben'))).toThrow(/^Not saved: Bea Bont is signed in now/)
  })
  test('is saved once its writer is back, whatever session it is', () => {
    expect(() => assertOpener(bea, form('bea'))).not.toThrow()
  })
  test('a form without sign-in says nothing of it', () => {
    expect(() => assertOpener(bea, form())).not.toThrow()
    expect(() => assertOpener(null, form('ben'))).not.toThrow()
    expect(() => assertOpener({ kind: 'link' } as Actor, form('ben'))).not.toThrow()
  })
  test('who opened it is no field of the form', () => {
    expect(readForm(form('ben'))).toEqual({ text: 'Runs again.' })
    expect(typedValues(form('ben'))).toEqual({ text: 'Runs again.' })
  })
})
