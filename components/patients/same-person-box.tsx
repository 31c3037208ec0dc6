'use client'

import { Checkbox } from '#components/forms/choices.tsx'
import { useField } from '#components/forms/form-context.ts'

/** Stands here only after the server found somebody of the same name and birth date. */
export function SamePersonBox() {
  const { error, typed } = useField('again')
  return error || typed ? <Checkbox name="again" label="This is another person" /> : null
}
