'use client'

import { useContext } from 'react'
import { FormContext } from '#components/forms/form-context.ts'

/** Posts the question that she has read about her pace, so that saving once more answers it. */
export function AskedPace() {
  const { result } = useContext(FormContext)
  if (result.status !== 'error') return null
  const before = result.values?.pace
  const asked = result.fieldErrors.minutes?.[0] ?? (typeof before === 'string' ? before : null)
  return asked ? <input type="hidden" name="pace" value={asked} /> : null
}
