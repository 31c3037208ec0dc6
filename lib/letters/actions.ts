'use server'

import { action } from '#lib/forms/action.ts'
import { saveLetter, startLetter } from './commands.ts'
import { saveLetterInput, sentInput, signLetterInput, startLetterInput } from './schema.ts'
import { markSent } from './sending/commands.ts'
import { signLetter } from './signing/commands.ts'

const list = ({ caseId }: { caseId: string }) => `/cases/${caseId}/letters`
const one = (of: { caseId: string; letterId: string }) => `${list(of)}/${of.letterId}`

export const startLetterAction = action(startLetterInput, (actor, input) => startLetter(actor, input), {
  goTo: one,
  refresh: (started) => [list(started)],
})

/** A button of the form: saves, and goes on to reading and signing, or stays. */
export const saveLetterAction = action(saveLetterInput, (actor, input) => saveLetter(actor, input), {
  goTo: (saved, input) => (input.go === 'read' ? `${one(saved)}?read=1` : one(saved)),
  refresh: (saved) => [one(saved)],
})

/** While one types. The page stays, so nothing is drawn anew. */
export const autosaveLetterAction = action(saveLetterInput, (actor, input) => saveLetter(actor, input), {
  data: (saved) => saved,
})

export const signLetterAction = action(signLetterInput, (actor, input) => signLetter(actor, input), {
  goTo: one,
  refresh: (signed) => [list(signed), one(signed)],
})

export const markSentAction = action(sentInput, (actor, input) => markSent(actor, input), {
  goTo: one,
  refresh: (sent) => [list(sent), one(sent)],
})
