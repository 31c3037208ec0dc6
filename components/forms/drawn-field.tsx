'use client'

import { typedText, useField } from './form-context.ts'

/** What a page was drawn from: after a refusal that of the page on which the form was filled in, not of the one that shows the refusal. */
export function DrawnField({ name, value }: { name: string; value: string }) {
  const { typed } = useField(name)
  return <input type="hidden" name={name} value={typedText(typed) ?? value} />
}
