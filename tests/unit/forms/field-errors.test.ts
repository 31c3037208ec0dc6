import { expect, it } from 'vitest'
import { z } from 'zod'
import { fieldErrorsOf, readForm } from '#lib/forms/action.ts'

it('names a field that is called like something every object has', () => {
  const parsed = z
    .record(z.string(), z.number('Please enter a number.'))
    .safeParse({ toString: 'a', km: 'b' })
  expect(parsed.success ? {} : fieldErrorsOf(parsed.error)).toEqual({
    toString: ['Please enter a number.'],
    km: ['Please enter a number.'],
  })
})

it('takes out of every text what turns the text after it, and nothing that a name is written with', () => {
  const read = (text: string) => {
    const form = new FormData()
    form.append('fullName', text)
    return readForm(form).fullName
  }
  expect(read('Zoe\u202egnp\u202c Löschmich\u0000')).toBe('Zoegnp Löschmich')
  expect(read('\u2066Zoe\u2069\ufff9')).toBe('Zoe')
  const written = ['علی\u200cرضا', 'क्\u200dष', '🏴\u{e0067}\u{e0062}', 'שלום!\u200f', 'Two\nlines\t']
  expect(written.map(read)).toEqual(written)
})
