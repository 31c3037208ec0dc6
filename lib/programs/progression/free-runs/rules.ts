import { type DayNumber, dayText, isoDay } from '#lib/dates.ts'
import { tolerance } from '#lib/rules/evaluate.ts'
import type { RunOutcome } from '#lib/tracking/results/schema.ts'
import { distanceText } from '#lib/tracking/run-logs/rules.ts'
import { heldToCap } from '../cap/rules.ts'
import {
  answeredAt,
  decides,
  goodStreak,
  loadHeldWords,
  type RunRule,
  runFactsWith,
  runRuleOf,
  saying,
} from '../running/rules.ts'
import type { Decision } from '../schema.ts'
import { sentences } from '../sentences/rules.ts'
import type { FreeRunsAsk, RunCap } from './schema.ts'

/**
 * Runs outside the stage table: the same rules by distance (clinical/programmes.md 3.8 "or −30 % distance", 6.4, 6.5). A
 * shorter run holds at once, so it is worked out from the runs and kept nowhere.
 */

/** In tenths of a kilometer, for −30 %. */
const backTenths = 7
const timesRepeated = 2

/** 30 % less than a run that was too much, in kilometers. */
export const shortenedKm = ({ entry }: RunOutcome): number =>
  Math.floor(entry.km * backTenths + tolerance) / 10

type Stand = {
  readonly rule: RunRule | null
  /** A step back that is not done yet: no run longer than this. */
  readonly lessKm: number | null
  /** The newest run that asked for it. */
  readonly backOn: DayNumber | null
}

/** The runs of the phase one after the other, each with what was before it. */
function standOf(ask: FreeRunsAsk): Stand {
  const { runs, since, today, amberOk, modifiers } = ask
  const answered = answeredAt(ask)
  const backs = ask.backs.filter(({ at }) => at > answered)
  let stand: Stand = { rule: null, lessKm: null, backOn: null }
  let lessFrom = since
  runs.forEach((run, index) => {
    if (run.day < since) return
    const until = runs.slice(0, index + 1)
    const on = index === runs.length - 1 ? today : run.day
    const streak = goodStreak(until, lessFrom, () => true, ask)
    const rule = runRuleOf(runFactsWith({ runs: until, backs, today: on }, streak), { amberOk, modifiers })
    const kept = streak < timesRepeated ? stand.lessKm : null
    stand = { rule, lessKm: kept, backOn: kept === null ? null : stand.backOn }
    if (rule?.id !== 'r_run_back' && rule?.id !== 'r_run_stop') return
    stand = { rule, lessKm: Math.min(kept ?? run.entry.km, shortenedKm(run)), backOn: run.day }
    lessFrom = run.day + 1
    if (rule.id === 'r_run_back' && run.at > answered) backs.push({ day: run.day, at: run.at })
  })
  return stand
}

/** What the rules advise after a run; null without one in the phase, and where the distance goes on as it is. */
export function adviseFreeRun(ask: FreeRunsAsk): Decision | null {
  const result = ask.runs.at(-1)?.result
  const { rule, lessKm } = standOf(ask)
  if (!rule || !result) return null
  const of = decides(rule, result, { needsPhysio: true })
  switch (rule.id) {
    case 'r_run_stop':
      return of('stop', { kind: 'pause_running' }, 'Pause running and contact the patient')
    case 'r_run_back': {
      const less = lessKm ?? 0
      const most = Math.min(less, ask.overKm ?? less)
      const why = most < less ? 'the last one was above its cap' : '30 % less'
      const text = `No run above ${distanceText(most, 'km')} (${why}), at least twice`
      const sentence = most < less ? sentences.tooLong.back : sentences.runShorter
      return saying(sentence, of('regress', { kind: 'none' }, text))
    }
    case 'r_run_hold':
      return heldToCap(of('hold', { kind: 'none' }, 'The same distance again'), ask.overKm, result)
    // The distance grows within the cap of a single run, which needs no step.
    case 'r_run_forward':
      return null
  }
}

/**
 * What one run may be. `capKm`, `longestKm`: of `soundCap`. Null while neither a cap nor a step back is known.
 */
export function runCap(
  ask: FreeRunsAsk,
  { capKm, longestKm }: { readonly capKm: number | null; readonly longestKm: number | null },
): RunCap | null {
  const { rule, lessKm, backOn } = standOf(ask)
  if (lessKm !== null && backOn !== null) {
    const why = `30 % less after the run of ${dayText(isoDay(backOn), isoDay(ask.today))}, until two runs went well`
    return { km: Math.min(lessKm, capKm ?? lessKm), why, backOn }
  }
  if (capKm === null) return null
  const most = Math.min(capKm, longestKm ?? capKm)
  const loadHeld = loadHeldWords(ask.modifiers)
  if (loadHeld) return { km: most, why: `not above the longest run of 30 days: ${loadHeld}` }
  if (rule?.id === 'r_run_hold')
    return { km: most, why: 'not above the longest run of 30 days: the last one is repeated' }
  return {
    km: capKm,
    why: '10 % more than the longest run of 30 days that went well, one above its cap as far as that; under 5 km half a kilometer more',
  }
}
