/** What the numbers of a file mean, in its head: whoever opens it has no page beside it. */
import { scaleOf } from '#lib/content/outcomes/instruments.ts'
import { scaleIds } from '#lib/content/outcomes/types.ts'
import { directionText } from '#lib/outcomes/words/rules.ts'

export const unitsText =
  'Pain 0 (none) to 10 (worst imaginable); effort (rpe) 0 to 10; distances of runs in km, whatever unit was typed; weights in kg; holds and rests in seconds; days are those of the patient, times carry their offset'

/** "akps 0 to 100, higher is better; …" */
export const scoresText = scaleIds.map((id) => `${id} ${directionText(scaleOf(id).scale)}`).join('; ')
