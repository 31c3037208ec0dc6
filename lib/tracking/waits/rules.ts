import type { ForClinician } from '#lib/alerts/logs/queries.ts'
import { feverMessage } from '#lib/content/flags/log-handling.ts'
import { fillNumbers } from '#lib/flags/messages/rules.ts'
import type { OwnSafety } from '#lib/flags/queries.ts'
import { severeMessage } from '#lib/tracking/entries/rules.ts'
import type { Lately } from '#lib/tracking/lately/schema.ts'
import type { Waits, WaitWords } from './schema.ts'

export type Known = ForClinician & {
  readonly lately: Lately
  readonly safety: OwnSafety
}

/** For somebody who ran although her runs wait: nothing else tells her that the run was noticed. */
const runsWaitMessage =
  'You entered a run. Runs wait until we have spoken with you: please do not run until then.'

/** Why nothing is to be done today, or a part of it, in the words that the patient reads; in the order of their weight. */
export function waitsOf({ lately, safety, injured, runStop }: Known): Waits {
  const blocked = safety.blockLevel === 'programme' || injured
  const paused = blocked || lately.pausedByTeam
  // What was said once at the end of the intake is not said again every day.
  const said = safety.messages?.atOnce || safety.blockLevel !== 'none' ? safety.messages : null
  const block = blocked ? 'programme' : safety.blockLevel
  const ran = lately.done.runs.length > 0 || lately.ranYesterday
  const runsWait = ran && (paused || block !== 'none') ? runsWaitMessage : null
  const messages = [
    ...(lately.severe ? [severeMessage] : []),
    ...[said?.message, ...(said?.lines ?? []), said?.guardian].filter((text) => !!text),
    ...(lately.fever ? [feverMessage] : []),
    ...(paused ? safety.paused : []),
    runsWait,
  ]
    .filter((text) => text !== null)
    .map((text) => fillNumbers(String(text), safety.numbers))
  return {
    ...{ blocked, paused, runStop, messages, call: safety.call, lately },
    stops: paused || lately.severe || lately.fever,
    urgent: lately.severe || blocked,
    ...{ block, runsWait },
    numbers: Object.values(safety.numbers),
  }
}

/** For a page; null when there is nothing to say. */
export const wordsOf = ({ messages, call, urgent, numbers }: Waits): WaitWords | null =>
  messages.length > 0 ? { messages, call, urgent, numbers } : null
