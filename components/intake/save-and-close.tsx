'use client'

import { useContext } from 'react'
import { FormContext } from '#components/forms/form-context.ts'
import { SubmitButton } from '#components/forms/submit-button.tsx'
import { closeLabel } from './close-form.tsx'

/** Of a part of the form. Once it has said what cannot be saved, it closes without that. */
export function SaveAndClose() {
  const { result } = useContext(FormContext)
  const told = result.status === 'error' && /^(close|leave)$/.test(String(result.values?.go))
  return (
    <SubmitButton
      name="go"
      value={told ? 'leave' : 'close'}
      variant="ghost"
      size="phone"
      pendingLabel="Closing"
    >
      {closeLabel}
    </SubmitButton>
  )
}
