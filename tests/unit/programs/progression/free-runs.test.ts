import { describe, expect, test } from 'vitest'
import { defaultLimits } from '#lib/content/limits/index.ts'
import { soundCap } from '#lib/programs/progression/cap/rules.ts'
import { singleAdvice, weekSentence } from '#lib/programs/progression/distance/rules.ts'
import { adviseFreeRun, runCap } from '#lib/programs/progression/free-runs/rules.ts'
import type { FreeRunsAsk } from '#lib/programs/progression/free-runs/schema.ts'
import { modifiersOf } from '#lib/programs/progression/modifiers/rules.ts'
import { resultsOf } from '#lib/tracking/results/rules.ts'
import type { RunEntry } from '#lib/tracking/results/schema.ts'
import { logsOf, monday, morning, run } from '../../review/logs.ts'

const modifiers = modifiersOf(
  new Map<string, string | string[] | number>([
    ['medical_conditions', ['none']],
    ['age_years', 36],
  ]),
)

/** Runs every second day, the last one yesterday. */
function ask(several: readonly Partial<RunEntry>[], more: Partial<FreeRunsAsk> = {}): FreeRunsAsk {
  const today = monday + 2 * several.length
  const entries = several.map((one, n) => run(monday + 2 * n + 1, { km: 8, ...one }))
  const mornings = [...Array(2 * several.length + 2).keys()].map((n) => morning(monday + n))
  const { runs } = resultsOf(logsOf({ runs: entries, mornings }), [], defaultLimits)
  return {
    today,
    runs,
    since: monday,
    amberOk: false,
    modifiers,
    backs: [],
    stopsAnswered: [],
    overKm: null,
    ...more,
  }
}
const advised = (...several: Partial<RunEntry>[]) => adviseFreeRun(ask(several))
const red = { painDuring: 7 }
const over = { painDuring: 4 }
const good = { painDuring: 1 }

describe('runs outside the stage table (3.8, "or −30 % distance")', () => {
  test('a red run asks for 30 % less at once, and the patient reads it without a number of the clinic', () => {
    expect(advised(good, red)).toMatchObject({
      ruleId: 'r_run_back',
      advice: 'regress',
      change: { kind: 'none' },
      text: 'No run above 5.6 km (30 % less), at least twice',
      sentence: expect.stringContaining('at least a third shorter'),
    })
  })
  test('so do two over the limit; one is repeated, and good ones ask for nothing', () => {
    expect(advised(over, over)?.ruleId).toBe('r_run_back')
    expect(advised(over)).toMatchObject({ ruleId: 'r_run_hold', text: 'The same distance again' })
    expect(advised(good, good, good, good)).toBeNull()
  })
  test('the second red one within 14 days stops running, and each after it, until a clinician answers', () => {
    expect(advised(red, red)).toMatchObject({ ruleId: 'r_run_stop', change: { kind: 'pause_running' } })
    expect(advised(red, red, { painDuring: 8 })?.ruleId).toBe('r_run_stop')
    const three = ask([red, red, red])
    const stopsAnswered = [{ at: (three.runs[1]?.at ?? 0) + 1 }]
    expect(adviseFreeRun({ ...three, stopsAnswered })?.ruleId).toBe('r_run_back')
  })
  test('a run before the phase has no say, but counts among what was red', () => {
    expect(adviseFreeRun(ask([red], { since: monday + 5 }))).toBeNull()
    const back = { day: monday + 1, at: (monday + 2) * 86_400_000 }
    expect(adviseFreeRun(ask([red, red], { since: monday + 2, backs: [back] }))?.ruleId).toBe('r_run_stop')
  })
})

describe('a run above its cap', () => {
  /** Longest before 5 km, as in a form. */
  const sound = (several: readonly Partial<RunEntry>[], longest = 5, amberOk = false) => {
    const { runs, today } = ask(several)
    const inTime = runs.map((one, at) => ({
      ...one,
      longest30Km: Math.max(longest, ...runs.slice(0, at).map(({ entry }) => entry.km)),
    }))
    const longestKm = Math.max(longest, ...runs.map(({ entry }) => entry.km))
    return soundCap(inTime, { today, longestKm, amberOk })
  }
  const long = { ...over, km: 13 }
  test('is not repeated: the next one is no longer than the cap before it', () => {
    const { overKm } = sound([long])
    expect(overKm).toBe(5.5)
    expect(adviseFreeRun(ask([long], { overKm }))).toMatchObject({
      ruleId: 'r_run_hold',
      text: 'No run above 5.5 km: the last one was above its cap',
      sentence: expect.stringContaining('keep the next one within it'),
    })
    expect(adviseFreeRun(ask([{ ...red, km: 13 }], { overKm }))).toMatchObject({
      text: 'No run above 5.5 km (the last one was above its cap), at least twice',
    })
  })
  test('does not raise the cap when it was too much, and neither does a shorter one that was', () => {
    expect(sound([long])).toMatchObject({ longestKm: 5, capKm: 5.5 })
    expect(sound([long, long])).toMatchObject({ capKm: 5.5, overKm: 5.5 })
    expect(sound([{ ...over, km: 5.5 }])).toMatchObject({ capKm: 5.5, overKm: null })
    expect(sound([{ ...good, km: 5.5 }])).toMatchObject({ capKm: 6, overKm: null })
  })
  test('counts as far as its cap when it went well, so that nobody stays capped for ever', () => {
    const sunday = { ...good, km: 6.9 }
    // Of the first of them no morning before is known.
    const short = [...Array(3)].map(() => ({ ...good, km: 5 }))
    const runsOf = (...several: Partial<RunEntry>[]) => sound([...short, ...several])
    expect(runsOf(sunday)).toMatchObject({ longestKm: 5.5, capKm: 6, overKm: 5.5 })
    expect(runsOf(sunday, { ...good, km: 4 }, sunday)).toMatchObject({ longestKm: 6, capKm: 6.6, overKm: 6 })
    expect(runsOf(sunday, sunday, sunday, sunday)).toMatchObject({ longestKm: 6.9, capKm: 7.5 })
  })
  test('a first run with nothing before it, or one of a stage by minutes, is above none', () => {
    expect(sound([{ ...good, km: 8 }], 0)).toMatchObject({ capKm: 8.8, overKm: null })
    expect(sound([{ ...good, km: 8, stage: 4 }])).toMatchObject({ capKm: 8.8, overKm: null })
  })
})

describe('the cap of one run (6.4.4)', () => {
  const known = { capKm: 8.8, longestKm: 8 }
  const km = (several: readonly Partial<RunEntry>[], more: Partial<FreeRunsAsk> = {}) =>
    runCap(ask(several, more), known)?.km
  test('is ind_session_cap_km', () => {
    expect(km([good, good])).toBe(8.8)
    expect(runCap(ask([good]), { capKm: null, longestKm: 0 })).toBeNull()
  })
  test('is 30 % less than the run that was too much, until two runs went well', () => {
    expect(km([red])).toBe(5.6)
    expect(km([red, { ...good, km: 5 }])).toBe(5.6)
    expect(km([red, { ...good, km: 5 }, { ...good, km: 5 }])).toBe(8.8)
    expect(km([red, { ...red, km: 5 }])).toBe(3.5)
    expect(km([red, { ...red, km: 10 }])).toBe(5.6)
  })
  test('does not grow after a run that is repeated, nor while the load may not rise', () => {
    expect(km([good, over])).toBe(8)
    expect(km([good, good], { modifiers: { ...modifiers, runLoadBlocked: true } })).toBe(8)
  })
  test('is read in the unit of her runs, rounded down', () => {
    const cap = runCap(ask([good, good]), known)
    expect(weekSentence(singleAdvice(cap, 8, 'km'))).toBe('No single run above 8.8 km.')
    expect(weekSentence(singleAdvice(cap, 8, 'mi'))).toBe('No single run above 5.4 miles.')
    expect(singleAdvice(null, 0, 'km')).toBeNull()
  })
})
