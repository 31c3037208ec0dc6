'use server'

import { action } from '#lib/forms/action.ts'
import { changePhase, pauseProgram, resumeProgram } from './course/commands.ts'
import { changePhaseForm, pauseForm, resumeForm } from './course/schema.ts'
import { discardDraft, saveDraft, startDraft } from './draft/commands.ts'
import { discardForm, draftForm, startForm } from './draft/schema.ts'
import { publishDraft } from './publishing/commands.ts'
import { publishForm } from './publishing/schema.ts'

const page = ({ caseId }: { caseId: string }) => `/cases/${caseId}/program`

export const startDraftAction = action(startForm, startDraft, { goTo: page })
export const saveDraftAction = action(draftForm, saveDraft, {
  refresh: (_, input) => [page(input)],
  data: (saved) => saved,
})
export const discardDraftAction = action(discardForm, discardDraft, { goTo: page })
export const publishDraftAction = action(publishForm, publishDraft, { goTo: page })
export const changePhaseAction = action(changePhaseForm, changePhase, {
  refresh: (done) => [page(done)],
  message: 'The phase is changed.',
})
export const pauseProgramAction = action(pauseForm, pauseProgram, { refresh: (done) => [page(done)] })
export const resumeProgramAction = action(resumeForm, resumeProgram, { refresh: (done) => [page(done)] })
