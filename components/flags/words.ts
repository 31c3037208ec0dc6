import { inSentence } from '#lib/dates.ts'
import type { FlagCardView } from '#lib/flags/cards/queries.ts'

type Effects = Pick<FlagCardView, 'urgency' | 'block' | 'state' | 'told' | 'answered'>

/** What the message of a level says, in short (clinical/red-flags.md 3.1): as it was told, and to be said. */
const messages: Record<FlagCardView['urgency'], { was: string; say: string } | null> = {
  emergency: {
    was: 'to call the emergency number or go to an emergency department now',
    say: 'go to an emergency department now or call the emergency number',
  },
  same_day: {
    was: 'not to run or exercise and that we try to call today',
    say: 'be checked by a doctor today, and do not run or exercise until then',
  },
  urgent_referral: { was: 'not to run or jump until checked', say: 'do not run or jump until checked' },
  routine_referral: {
    was: 'that you will talk about it at the visit',
    say: 'we talk about it at the visit, and perhaps with your doctor',
  },
  monitor: null,
}

/** What the patient read, or who still has to say it. An answered flag asks for no call any more. */
function toldText({ urgency, told, answered }: Effects): string | null {
  const message = messages[urgency]
  if (!told || !message) return null
  const { was, say } = message
  switch (told.how) {
    case 'read':
      return `The patient was told ${was} (${inSentence(told.atText ?? '')})`
    case 'graver':
      return 'The patient read the message of a graver flag of these answers, not one of this flag'
    case 'not_sent':
      return answered
        ? 'The form was not sent: the patient read no message about this'
        : `The patient has not been told yet, as the form was not sent. Call: ${say}`
    case 'not_shown':
      return answered ? 'The patient read no message about this' : `The patient has not been told yet: ${say}`
    case 'entered':
      return answered
        ? 'Entered by the clinic: the patient read no message about this'
        : `Entered by the clinic. Tell the patient, unless it was done: ${say}`
    case 'in_person':
      return answered
        ? 'Found in an examination: the patient is told in person'
        : `Tell the patient in person: ${say}`
  }
}

const blocks: Record<FlagCardView['block'], string | null> = {
  programme: 'The whole program is blocked until this is ruled out or the block is lifted',
  impact: 'Running and jumping are blocked until this is ruled out or the block is lifted',
  none: null,
}

/** What the patient was told or is to be told because of a flag, and what it stops (clinical/red-flags.md 2 and 3.2). */
export const effectsOf = (flag: Effects): string[] =>
  [toldText(flag), flag.state === 'unresolved' ? blocks[flag.block] : null].filter((text) => text !== null)
