/** The safety questions asked again in an open case, by a physio on the patient's behalf (clinical/intake.md 18.4). */
import { z } from 'zod'
import { sectionById } from '#lib/content/intake/questionnaire.ts'
import { postedIn } from '#lib/intake/drafts/schema.ts'

const fields = z.record(z.string(), z.union([z.string(), z.array(z.string())]))

const control = z.object({
  /** Made with the page: sent twice it is one check. */
  id: z.uuid(),
  caseId: z.uuid(),
})

export const safetySection = () => {
  const section = sectionById.get('sec_safety')
  if (!section) throw new Error('The questionnaire has no safety section.')
  return section
}

/** Known for good, so shown with the last answer to confirm; everything else is asked afresh. */
export const historyItems: readonly string[] = [
  'rf_knee_implant',
  'rf_cancer_history',
  'rf_prev_stress_fracture',
  'rf_inflammatory_history',
]

export const safetyCheckInput = fields.transform((raw, context) => {
  const parsed = control.safeParse(raw)
  if (!parsed.success) {
    context.addIssue('The form could not be read. Please load the page again.')
    return z.NEVER
  }
  return { ...parsed.data, posted: postedIn(safetySection(), raw, context) }
})
export type SafetyCheckInput = z.output<typeof safetyCheckInput>
