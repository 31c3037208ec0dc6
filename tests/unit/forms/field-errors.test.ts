import { expect, it } from 'vitest'
import { z } from 'zod'
import { fieldErrorsOf } from '#lib/forms/action.ts'

it('names a field that is called like something every object has', () => {
  const parsed = z
    .record(z.string(), z.number('Please enter a number.'))
    .safeParse({ toString: 'a', km: 'b' })
  expect(parsed.success ? {} : fieldErrorsOf(parsed.error)).toEqual({
    toString: ['Please enter a number.'],
    km: ['Please enter a number.'],
  })
})
