import type { ForClinician } from '#lib/alerts/logs/schema.ts'
import { feverMessage, unansweredMessage } from '#lib/content/flags/log-handling.ts'
import { addDays, type Day } from '#lib/dates.ts'
import { fillNumbers, type PatientMessages } from '#lib/flags/messages/rules.ts'
import type { OwnSafety } from '#lib/flags/schema.ts'
import { safetyFormAt } from '#lib/intake/review-form/own/schema.ts'
import type { BlockLevel } from '#lib/programs/block/rules.ts'
import { sentences } from '#lib/programs/progression/sentences/rules.ts'
import { flaresOf } from '#lib/review/indicators/flare/rules.ts'
import { severeLines } from '#lib/tracking/entries/rules.ts'
import type { Lately } from '#lib/tracking/lately/schema.ts'
import type { Stands, Waits, WaitWords } from './schema.ts'

export type Known = ForClinician & {
  readonly caseId: string
  readonly today: Day
  readonly lately: Lately
  readonly safety: OwnSafety
}

/** What is to be done today is nothing, a part of it or all. `blockLevel`: with the questions that have no answer. */
export function standsOf({
  lately,
  blockLevel,
  injured,
  runStop: waits,
  runsOut: accepted,
}: Pick<ForClinician, 'injured' | 'runStop' | 'runsOut'> & {
  lately: Lately
  blockLevel: BlockLevel
}): Stands {
  const blocked = blockLevel === 'programme' || injured
  const paused = blocked || lately.pausedAt !== null
  const stops = paused || lately.severe || lately.fever
  const runsOut = accepted && !waits
  return {
    blocked,
    paused,
    runStop: waits || accepted,
    runsOut,
    stops,
    block: blocked ? 'programme' : blockLevel,
  }
}

/** The words about flags that stand on her pages. What was said once at the end of the intake is not said again every day. */
export const saidOf = ({ messages, flagBlock }: OwnSafety): PatientMessages | null =>
  messages?.atOnce || flagBlock !== 'none' ? messages : null

const linesOf = (said: PatientMessages | null): string[] =>
  [said?.message, ...(said?.lines ?? []), said?.guardian].flatMap((text) => text || [])

/** What an open flag asks of somebody whose treatments have ended: what she told after that was heard. Null without any. */
export function saidAfterEnd(safety: OwnSafety): WaitWords | null {
  const messages = linesOf(saidOf(safety)).map((text) => fillNumbers(text, safety.numbers))
  const { call, numbers } = safety
  const urgent = safety.flagBlock === 'programme'
  return messages.length > 0 ? { messages, call, urgent, numbers: Object.values(numbers), ask: null } : null
}

/** What a run sets off is written in its own save, by other clocks than the run. */
const OWN_SAVE_MS = 60_000

/** Whether a run was entered, which nothing else tells her was noticed, after her runs began to wait: by a flag, for a clinician, or by her team. */
function ranAnyway({ lately, safety, waitsSince }: Pick<Known, 'lately' | 'safety' | 'waitsSince'>): boolean {
  const since = [safety.blockedAt, waitsSince, lately.pausedAt].flatMap((at) => at?.getTime() ?? [])
  return since.some((at) => lately.runEnteredAt > at + OWN_SAVE_MS)
}

/** Why nothing is to be done today, or a part of it, in the words that the patient reads; in the order of their weight. */
export function waitsOf(known: Known): Waits {
  const { caseId, today, lately, safety, injured, runStop, runsOut } = known
  const asked = safety.askedDaysAgo === null ? '' : addDays(today, -safety.askedDaysAgo)
  const { unanswered } = safety
  const stands = standsOf({ lately, blockLevel: safety.blockLevel, injured, runStop, runsOut })
  const flagged = safety.flagBlock === 'programme' || injured
  const said = saidOf(safety)
  // While only answers are missing, the request for them says it.
  const runsWait = ranAnyway(known) ? sentences.again.anyway : null
  const texts = [
    ...(lately.severe ? severeLines(safety.numbers, safety.call) : []),
    ...linesOf(said),
    ...(lately.fever ? [feverMessage] : []),
    ...(flagged || lately.pausedAt ? safety.paused : []),
    ...(unanswered ? [unansweredMessage] : []),
    ...(runsWait ? [runsWait] : []),
  ].map((text) => fillNumbers(text, safety.numbers))
  return {
    ...stands,
    // A severe pain and a paused plan both say whom to call.
    messages: [...new Set(texts)],
    call: safety.call,
    lately,
    runsWait,
    urgent: lately.severe || flagged,
    ask: unanswered ? safetyFormAt(caseId) : null,
    flare: flaresOf(lately.daily, safety.limits).flares.at(-1)?.closed === null,
    heardOn: [lately.lastOn ?? '', asked].sort().at(-1) || null,
    silentAfter: safety.silentAfter,
    numbers: Object.values(safety.numbers),
  }
}

/** For a page; null when there is nothing to say. */
export const wordsOf = ({ messages, call, urgent, numbers, ask }: Waits): WaitWords | null =>
  messages.length > 0 ? { messages, call, urgent, numbers, ask } : null
