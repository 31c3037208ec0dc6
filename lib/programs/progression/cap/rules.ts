import { lastStage } from '#lib/content/programs/stages.ts'
import type { DayNumber } from '#lib/dates.ts'
import { tolerance } from '#lib/rules/evaluate.ts'
import type { RunOutcome, SessionResult } from '#lib/tracking/results/schema.ts'
import { distanceText } from '#lib/tracking/run-logs/rules.ts'
import type { Decision } from '../schema.ts'
import { sentences } from '../sentences/rules.ts'

/** The cap of a single run (clinical/programmes.md 6.4), in kilometers. */

/** Under this length the cap grows by half a kilometer, because 10 % of little is nothing. */
const shortRun = 5
const capShare = 1.1
const monthDays = 30

/** `ind_session_cap_km`: a single run more than 10 % longer went with more overuse injuries [11]. To 0.1 km, down. */
export function sessionCap(longest30Km: number): number {
  const cap = longest30Km < shortRun - tolerance ? longest30Km + 0.5 : longest30Km * capShare
  return Math.floor(cap * 10 + tolerance * 10) / 10
}

/** A percentage of next to nothing misleads: after less than this there is no cap. */
export const leastLongest = 1

export const capAfter = (longest30Km: number): number | null =>
  longest30Km >= leastLongest ? sessionCap(longest30Km) : null

/** A run with `ind_longest_30d_km` of its day, which is what a form says where no run was logged. */
type RunWithLongest = RunOutcome & { readonly longest30Km: number }
type Counted = { readonly day: DayNumber; readonly km: number }

const longestOf = (counted: readonly Counted[], day: DayNumber, known: number): number => {
  const month = counted.filter((one) => one.day >= day - monthDays && one.day < day)
  return month.length === 0 ? known : Math.max(...month.map(({ km }) => km))
}

/** The stages below the build-up plan minutes, so their distance is nobody's mistake. */
const hasCap = ({ entry }: RunOutcome) => entry.stage === null || entry.stage >= lastStage

export type SoundCap = {
  /** The longest run of 30 days that the cap goes by. */
  readonly longestKm: number
  readonly capKm: number | null
  /** The cap of the newest run, when it was longer than that. */
  readonly overKm: number | null
}

/** What the next run may be at most, and why no more, for the team. */
export type NextRun = { readonly km: number; readonly why: string }

/** Why the cap is less than 10 % above the longest run of 30 days. */
export const soundWords =
  'a run above its cap counts no further than that cap, and one that did not go well no further than what was before it'

export type SoundAsk = {
  readonly today: DayNumber
  /** `ind_longest_30d_km` today. */
  readonly longestKm: number
  readonly amberOk: boolean
}

/**
 * What the next run may be. A run that was red or over the limit does not raise the cap: it counts no further than what was
 * before it, and so does one above its cap until it is known to have gone well. Then it has shown that cap.
 */
export function soundCap(runs: readonly RunWithLongest[], { today, longestKm, amberOk }: SoundAsk): SoundCap {
  const counted: Counted[] = []
  let overKm: number | null = null
  for (const run of runs) {
    const { day, result, entry } = run
    const longest = longestOf(counted, day, run.longest30Km)
    const cap = hasCap(run) ? capAfter(longest) : null
    overKm = cap !== null && entry.km > cap + tolerance ? cap : null
    const isWell = result === 'green' || (result === 'amber' && amberOk)
    const held = (overKm !== null && !isWell) || result === 'red' || result === 'over_limit'
    const most = held && longest > 0 ? longest : overKm
    counted.push({ day, km: Math.min(entry.km, most ?? entry.km) })
  }
  const sound = longestOf(counted, today, longestKm)
  return { longestKm: sound, capKm: capAfter(sound), overKm }
}

/** "The same again", but never again a run that was above its cap: the next one is no longer than that cap. */
export function heldToCap(held: Decision, overKm: number | null, result: SessionResult): Decision {
  if (overKm === null || held.advice !== 'hold') return held
  const sentence = result === 'unknown' ? sentences.tooLong.unknown : sentences.tooLong.hold
  return {
    ...held,
    inputs: [...held.inputs, { id: 'ind_session_cap_km', value: overKm }],
    text: `No run above ${distanceText(overKm, 'km')}: the last one was above its cap`,
    sentence,
    sentenceApplied: sentence,
  }
}
