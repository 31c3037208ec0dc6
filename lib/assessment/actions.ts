'use server'

import { action } from '#lib/forms/action.ts'
import { startAssessment } from './draft/commands.ts'
import { saveFindings } from './saving/commands.ts'
import { saveInput, signInput, startInput } from './schema.ts'
import { signAssessment } from './signed/commands.ts'

const list = ({ caseId }: { caseId: string }) => `/cases/${caseId}/assessment`
const one = (of: { caseId: string; assessmentId: string }) => `${list(of)}/${of.assessmentId}`

export const startAssessmentAction = action(startInput, startAssessment, {
  goTo: (started) =>
    `${one(started)}?section=${started.section}${started.field ? `&field=${started.field}#${started.field}` : ''}`,
  refresh: (started) => [list(started)],
})

/** A button of the form: saves, and goes on to the section that was pressed. */
export const saveFindingsAction = action(saveInput, saveFindings, {
  goTo: (saved, input) => `${one(saved)}?section=${input.go || input.section}`,
  refresh: (saved) => [one(saved)],
  left: (saved) => saved.wrong,
})

/** While one types. The page stays, so nothing is drawn anew. */
export const autosaveFindingsAction = action(saveInput, saveFindings, {
  data: (saved) => saved,
  left: (saved) => saved.wrong,
})

export const signAssessmentAction = action(signInput, signAssessment, {
  goTo: one,
  refresh: (signed) => [list(signed), one(signed), `/cases/${signed.caseId}`],
})
