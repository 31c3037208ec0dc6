'use client'

import { createContext, useContext } from 'react'
import type { ActionResult } from '#lib/forms/result.ts'

/** `desk`: field of 40 px, label 13; `phone`: field of 48 px, label 15, so that a finger fits and iOS does not zoom in. */
export type FieldSize = 'desk' | 'phone'

export type FormState = {
  result: ActionResult<unknown>
  pending: boolean
  size: FieldSize
  /** Stands before every id of the form, so that two forms on a page do not share ids. */
  idPrefix: string
  /** What a field is about where the same fields come again: "Wall sit", by the beginning of their names. */
  about?: Readonly<Record<string, string>> | undefined
  /** Fields that were answered anew since they were refused: what was wrong with them is over until the next answer. */
  mended?: ReadonlySet<string> | undefined
  /** What is done with a form that got no answer; a part of it that knows sets it. */
  unanswered?: { current: Unanswered | null } | undefined
}

/** Says instead what is to be said; `undefined` changes nothing, and `leaves` leads to another page. */
export type Unanswered = (
  data: FormData,
  form: HTMLFormElement,
) => Promise<ActionResult<never> | 'leaves' | undefined>

export const FormContext = createContext<FormState>({
  result: { status: 'idle' },
  pending: false,
  size: 'desk',
  idPrefix: 'f',
})

/** The id of the control, or of the group of controls, that a field name stands for. */
export const fieldId = (idPrefix: string, name: string) => `${idPrefix}-${name.replace(/[^\w-]+/g, '-')}`

/**
 * What the last answer of the server says about one field. `ticked`: of boxes, which post nothing when all of them were taken away.
 */
export function useField(name: string) {
  const { result, size, idPrefix, mended } = useContext(FormContext)
  const id = fieldId(idPrefix, name)
  const failed = result.status === 'error' ? result : undefined
  return {
    id,
    size,
    hintId: `${id}-hint`,
    errorId: `${id}-error`,
    error: mended?.has(name) ? undefined : failed?.fieldErrors[name]?.[0],
    typed: failed?.values?.[name],
    ticked: failed?.values && (failed.values[name] ?? []),
  }
}

export const typedText = (typed: string | string[] | undefined) => (Array.isArray(typed) ? typed[0] : typed)

/** Whether a box was ticked: by what was typed before if there was an answer, else by what the page says. */
export function isChosen(value: string, typed: string | string[] | undefined, chosen: readonly string[]) {
  if (typed === undefined) return chosen.includes(value)
  return Array.isArray(typed) ? typed.includes(value) : typed === value
}
