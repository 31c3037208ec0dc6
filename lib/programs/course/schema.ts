import { z } from 'zod'
import { isDay } from '#lib/dates.ts'

const count = z.coerce.number().int().min(1).max(1_000_000)

/** Why a phase begins although its rules do not permit it. */
export const entryReason = z.string().trim().max(300, 'At most 300 characters').default('')

/** The phase that the patient is in, from a day on. `version` is the program's, as the page showed it. */
export const changePhaseForm = z.strictObject({
  caseId: z.uuid(),
  version: count,
  phaseKey: z.string().regex(/^[a-z0-9][a-z0-9_-]{0,63}$/),
  startedOn: z.string().refine(isDay, 'Enter a day'),
  entryReason,
})
export type ChangePhaseForm = z.infer<typeof changePhaseForm>

export const pauseForm = z.strictObject({
  caseId: z.uuid(),
  reason: z.string().trim().min(3, 'Please write why').max(500, 'At most 500 characters'),
})
export type PauseForm = z.infer<typeof pauseForm>

export const resumeForm = z.strictObject({ caseId: z.uuid() })
export type ResumeForm = z.infer<typeof resumeForm>
