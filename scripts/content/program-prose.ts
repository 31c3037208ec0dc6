import { capitalized, plain } from './exercise-fields.ts'

/** Ids, signs and section numbers of the specification in the words that a physio reads. */
const words: readonly (readonly [string, string])[] = [
  ['test_stepdown_pain pain', 'step-down pain'],
  ['test_decline_squat pain', 'decline squat pain'],
  ['test_noble', 'Noble test'],
  ['func_stepdown_score', 'step-down quality'],
  ['func_hop_pain', 'pain in ten hops'],
  ['func_heel_raise', 'heel raises'],
  ['func_bridge_sl', 'single-leg bridges'],
  ['goal_km_week', 'the weekly goal'],
  ['run_limit', 'the running limit'],
  ['discharge criteria of review.md section 5', 'discharge criteria'],
  ['discharge criteria (review.md 5)', 'discharge criteria'],
  ['then 6.4 until', 'then distance build-up until'],
  ['stage table, section 6', 'by the stage table'],
  ['routine 5.11 A before each run', 'the warm-up routine before each run'],
  ['routine 5.11 B after each run', 'the cool-down routine after each run'],
  ['as p1', 'as phase 1'],
  ['<=', 'at most'],
  ['>=', 'at least'],
  [' < ', ' below '],
  [' > ', ' above '],
]

const returnToRunEntry =
  'No unresolved flag above monitor and no block, no suspicion of bone stress; 30 minutes of brisk walking twice with pain at most 2; sweep test zero or trace; pain in ten hops within the limit; stairs at most 3/10; step-down quality at most 3; heel raises on the painful side at least {return_heel_raises}'

/** Prose as it is read on a screen: no sources, no marks of evidence, no ids, no signs. */
export function prose(text: string): string {
  if (text === '6.1') return returnToRunEntry
  let out = plain(text.replace(/ ?\*\*\[(EO|GK)\]\*\*/g, '').replace(/ ?\[[\d\][, GK]+\]/g, ''))
  for (const [from, to] of words) out = out.replaceAll(from, to)
  return capitalized(out.replace(/exit of p(\d)/g, 'exit of phase $1')).trim()
}
