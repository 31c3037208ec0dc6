import { acceptPhaseForm } from '../phase/schema.ts'

/** Begins again after missed weeks. The page gives the answer its id, so that pressing twice is once. */
export const acceptMissedForm = acceptPhaseForm.omit({ phaseKey: true })
export type AcceptMissedForm = ReturnType<typeof acceptMissedForm.parse>
