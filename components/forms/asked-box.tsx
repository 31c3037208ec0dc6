'use client'

import { useContext } from 'react'
import { Checkbox } from './choices.tsx'
import { FormContext } from './form-context.ts'

/** A box that stands here only after the server asked for it, and stays when it is ticked. */
export function AskedBox({ name, label }: { name: string; label: string }) {
  const { result } = useContext(FormContext)
  const asked = result.status === 'error' && (result.fieldErrors[name] || result.values?.[name])
  return asked ? <Checkbox name={name} label={label} /> : null
}
