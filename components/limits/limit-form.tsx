'use client'

import { ActionForm } from '#components/forms/action-form.tsx'
import { SubmitButton } from '#components/forms/submit-button.tsx'
import { TextField } from '#components/forms/text-field.tsx'
import { useZodForm } from '#components/forms/use-zod-form.ts'
import { setCaseLimitAction, setClinicLimitAction } from '#lib/limits/actions.ts'
import { clinicLimitInput, type LimitCard } from '#lib/limits/schema.ts'

/**
 * Sets one number of the rules, of the clinic or of a case. What is out of range is said when the field is left, in the words
 * of the server; a range of a few steps is found by trying.
 */
export function LimitForm({ one, caseId }: { one: LimitCard; caseId: string | null }) {
  const own = one.own === null ? '' : String(one.own)
  const { register, formState } = useZodForm(clinicLimitInput, {
    defaultValues: { limitId: one.id, seen: own, value: own, note: '' },
  })
  const { errors } = formState
  return (
    <ActionForm
      action={caseId ? setCaseLimitAction : setClinicLimitAction}
      idPrefix={one.id}
      label={one.label}
      className="gap-2 pb-1"
    >
      <p>Without a number {caseId ? 'the clinic’s holds' : `the default ${one.default} holds`}.</p>
      {caseId ? <input type="hidden" name="caseId" value={caseId} /> : null}
      <input type="hidden" name="limitId" value={one.id} />
      <input type="hidden" name="seen" value={own} />
      <div className="flex flex-wrap items-start gap-2">
        <TextField
          label={`${one.unit.charAt(0).toUpperCase()}${one.unit.slice(1)}, ${one.min} to ${one.max}`}
          inputMode="decimal"
          maxLength={8}
          defaultValue={own}
          optional
          error={errors.value?.message}
          className="basis-44"
          {...register('value')}
        />
        <TextField
          label="Why"
          maxLength={500}
          error={errors.note?.message}
          className="min-w-0 grow basis-48"
          {...register('note')}
        />
        <SubmitButton variant="plain" size="field" className="mt-6">
          Set
        </SubmitButton>
      </div>
    </ActionForm>
  )
}
