import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { defaultLimits } from '#lib/content/limits/index.ts'
import { adviseExercise, type ExerciseAsk } from '#lib/programs/progression/advice/rules.ts'
import { completedPct } from '#lib/programs/progression/exercise/rules.ts'
import {
  isTop,
  ladderOf,
  type Rung,
  raisedLoad,
  type Step,
  stepDown,
  stepUp,
} from '#lib/programs/progression/ladder/rules.ts'
import type { Advice, Modifiers } from '#lib/programs/progression/schema.ts'
import { leading } from '#lib/programs/progression/sentences/rules.ts'
import { currentLogs } from '#lib/tracking/results/daily/rules.ts'
import { resultsOf } from '#lib/tracking/results/rules.ts'
import type { Amount, ExerciseEntry } from '#lib/tracking/results/schema.ts'
import { exercise, logsOf, monday, morning } from '../../review/logs.ts'

const none = { reps: null, holdSeconds: null, minutes: null, loadKg: null }
const rungOf = (exerciseId: string, base: Amount, more: Partial<Rung> = {}): Rung => ({
  exerciseId,
  base,
  dose: base,
  loadSteps: 0,
  ...more,
})

/** Every dose of a ladder from the default to the top. */
function climb(start: Rung): Amount[] {
  const doses: Amount[] = [start.dose]
  let rung = start
  for (let step = stepUp(rung); step; step = stepUp(rung)) {
    rung = { ...rung, dose: step.dose, loadSteps: rung.loadSteps + (step.raisesLoad ? 1 : 0) }
    doses.push(rung.dose)
  }
  expect(isTop(rung)).toBe(true)
  return doses
}

describe('dose ladders (programmes.md 3.3)', () => {
  test('worked example: heel raise 3 × 15 → 17 → 19, the top', () => {
    const doses = climb(rungOf('ex_calf_raise_double', { ...none, sets: 3, reps: 15 }))
    expect(doses.map(({ sets, reps }) => `${sets} × ${reps}`)).toEqual(['3 × 15', '3 × 17', '3 × 19'])
  })
  test('load: three loops of repetitions with more load between', () => {
    const doses = climb(rungOf('ex_quad_leg_press', { ...none, sets: 4, reps: 8, loadKg: 40 }))
    expect(doses.map(({ reps, loadKg }) => `${reps} at ${loadKg}`)).toEqual([
      ...['8 at 40', '10 at 40', '12 at 40'],
      ...['8 at 43', '10 at 43', '12 at 43'],
      ...['8 at 46', '10 at 46', '12 at 46'],
    ])
    const band = climb(rungOf('ex_hip_clam_band', { ...none, sets: 3, reps: 12 }))
    expect(band.map(({ reps }) => reps)).toEqual([12, 14, 16, 12, 14, 16, 12, 14, 16])
  })
  test('the load rises by 5 to 10 %', () => {
    fc.assert(
      fc.property(fc.integer({ min: 10, max: 3000 }), (tenths) => {
        const kg = tenths / 10
        const share = raisedLoad(kg) / kg - 1
        expect(share).toBeGreaterThan(kg < 3 ? 0 : 0.049)
        expect(share).toBeLessThan(kg < 3 ? 0.15 : 0.101)
      }),
    )
  })
  test('a step of the load is always more, of however little', () => {
    for (const kg of [0, 0.1, 0.5, 0.9]) expect(raisedLoad(kg)).toBeGreaterThan(kg)
  })
  test('more of what is said by the kind of load, and waits for the physio where nothing says how much', () => {
    const raised = (exerciseId: string, loadKg: number | null) => {
      const base = { ...none, sets: 3, reps: 12, loadKg }
      const dose = { ...base, reps: 16 }
      const done = [1, 3].map((day) =>
        exercise(monday + day, { exerciseId, done: dose, prescribed: { ...dose, rpeMax: null } }),
      )
      const rung = { ...rungOf(exerciseId, base, { dose }), since: monday }
      return adviseExercise(ask(done, { rung }))
    }
    const noteOf = (id: string, loadKg: number | null = null) => {
      const { change, needsPhysio } = raised(id, loadKg) ?? {}
      return [change?.kind === 'dose' && change.note, needsPhysio]
    }
    expect(noteOf('ex_hip_clam_band')).toEqual(['Next stronger band', false])
    expect(noteOf('ex_quad_leg_press')).toEqual(['The next step of the machine, 5–10 % more', true])
    expect(noteOf('ex_quad_goblet_squat')).toEqual([
      '5–10 % more weight, or a light one where there was none',
      true,
    ])
    expect(noteOf('ex_quad_goblet_squat', 8)).toEqual([null, false])
    expect(raised('ex_hip_clam_band', null)?.sentenceApplied).toBe(
      'Your knee settled well, so the next stronger band and fewer repetitions.',
    )
  })
  test('hold: 5 s up to 15 more, then sets up to 5', () => {
    const doses = climb(rungOf('ex_trunk_plank', { ...none, sets: 3, holdSeconds: 30 }))
    expect(doses.map(({ sets, holdSeconds }) => `${sets} × ${holdSeconds} s`)).toEqual([
      ...['3 × 30 s', '3 × 35 s', '3 × 40 s', '3 × 45 s', '4 × 45 s', '5 × 45 s'],
    ])
    expect(climb(rungOf('ex_quad_wall_sit', { ...none, sets: 5, holdSeconds: 45 })).at(-1)?.holdSeconds).toBe(
      60,
    )
  })
  test('plyometric: two repetitions up to 6 more', () => {
    const doses = climb(rungOf('ex_ply_squat_jump', { ...none, sets: 3, reps: 6 }))
    expect(doses.map(({ reps }) => reps)).toEqual([6, 8, 10, 12])
  })
  test('no ladder for warm-ups, stretches, drills and runs', () => {
    for (const id of ['ex_wu_squat', 'ex_st_quad', 'ex_run_a_skip', 'ex_rtr_walk_run', 'ex_xt_bike']) {
      const rung = rungOf(id, { ...none, sets: 2, reps: 10 })
      expect([ladderOf(rung), isTop(rung), stepUp(rung)]).toEqual(['none', false, null])
    }
  })
  test('below the default the way up begins with what was taken away', () => {
    const base = { ...none, sets: 3, reps: 15 }
    const lowered = rungOf('ex_calf_raise_double', base, { dose: { ...base, sets: 2 } })
    expect(stepUp(lowered)?.dose).toEqual(base)
  })
  test('down: one set less, never below 1; then load −20 %; then a smaller range', () => {
    const dose = { ...none, sets: 2, reps: 8, loadKg: 40 }
    const first = stepDown(dose)
    expect(first.dose.sets).toBe(1)
    expect(stepDown(first.dose).dose).toEqual({ ...dose, sets: 1, loadKg: 32 })
    const range: Step = stepDown({ ...none, sets: 1, reps: 8 })
    expect([range.lowers, range.dose.sets]).toEqual(['range', 1])
  })
})

describe('completed', () => {
  const of = (sets: number, reps: number | null) =>
    completedPct({ ...none, sets, reps }, { ...none, sets: 3, reps: 15 })
  test('repetitions done of those prescribed', () => {
    expect([of(3, 15), of(2, 15), of(3, 12), of(3, null)]).toEqual([100, expect.closeTo(66.7, 1), 80, null])
  })
  test('seconds, minutes, else sets', () => {
    expect(completedPct({ ...none, sets: 5, holdSeconds: 36 }, { ...none, sets: 5, holdSeconds: 45 })).toBe(
      80,
    )
    expect(completedPct({ ...none, sets: 1, minutes: 25 }, { ...none, sets: 1, minutes: 24.5 })).toBe(100)
    expect(completedPct({ ...none, sets: 1 }, { ...none, sets: 4 })).toBe(25)
  })
})

const today = monday + 20
const base = { ...none, sets: 3, reps: 15 }
const modifiers: Modifiers = {
  needN: 2,
  plyoBlocked: false,
  runLoadBlocked: false,
  pregnancyOrBirth: false,
  pregnant: false,
  notKnown: [],
}
const outcomesOf = (exercises: ExerciseEntry[]) => {
  const mornings = [...Array(22).keys()].map((n) => morning(monday - 1 + n))
  return resultsOf(currentLogs(logsOf({ exercises, mornings })), [], defaultLimits).exercises
}
const ask = (exercises: ExerciseEntry[], more: Partial<ExerciseAsk> = {}): ExerciseAsk => ({
  outcomes: outcomesOf(exercises),
  rung: { ...rungOf('ex_calf_raise_double', base), since: monday },
  today,
  amberOk: false,
  modifiers,
  equipment: [],
  atClinic: false,
  inPhase: ['ex_calf_raise_double'],
  ...more,
})
const days = (...pains: number[]) =>
  pains.map((painDuring, at) => exercise(today - 1 - 2 * (pains.length - 1 - at), { painDuring }))

describe('advice (programmes.md 3.1–3.3)', () => {
  test('two good sessions: two more repetitions, promised only when they hold', () => {
    const found = adviseExercise(ask(days(1, 2)))
    expect(found?.ruleId).toBe('r_ex_progress_dose')
    expect(found?.change).toEqual({
      kind: 'dose',
      from: base,
      to: { ...base, reps: 17 },
      note: null,
      raisesLoad: false,
    })
    expect(found?.text).toBe('17 repetitions instead of 15')
    expect(found?.sentenceApplied).toBe('Your knee settled well, so two more repetitions.')
    expect(found?.sentence).not.toContain('more repetitions')
    expect(found?.inputs).toContainEqual({ id: 'ex_good_streak', value: 2 })
  })
  test('with hold_bias three are needed', () => {
    const slow = { ...modifiers, needN: 3 }
    expect(adviseExercise(ask(days(1, 2), { modifiers: slow }))).toBeNull()
    expect(adviseExercise(ask(days(1, 2, 1), { modifiers: slow }))?.advice).toBe('progress')
  })
  test('amber holds unless the phase lets it count', () => {
    expect(adviseExercise(ask(days(1, 3)))?.ruleId).toBe('r_ex_hold')
    expect(adviseExercise(ask(days(3, 3), { amberOk: true }))?.ruleId).toBe('r_ex_progress_dose')
  })
  test('red or above the limit: one set less, the same exercise', () => {
    const found = adviseExercise(ask(days(1, 6)))
    expect([found?.ruleId, found?.advice, found?.text]).toEqual([
      'r_ex_regress_dose',
      'regress',
      '2 sets instead of 3',
    ])
    const over = [...days(1), exercise(today - 1, { painDuring: 4, limit: 3 })]
    expect(adviseExercise(ask(over))?.ruleId).toBe('r_ex_regress_dose')
  })
  test('two of the last three red: the easier exercise, or none', () => {
    const single = { ...rungOf('ex_calf_raise_single', base), since: monday }
    expect(
      adviseExercise(ask(days(6, 1, 7), { rung: single, inPhase: ['ex_calf_raise_single'] }))?.change,
    ).toEqual({
      kind: 'swap',
      from: 'ex_calf_raise_single',
      to: 'ex_calf_raise_double',
    })
    const found = adviseExercise(ask(days(6, 1, 7)))
    expect([found?.ruleId, found?.change.kind]).toEqual(['r_ex_regress_swap', 'remove'])
  })
  test('not completed, or not known yet: the same again', () => {
    const short = [...days(1), exercise(today - 1, { done: { ...base, sets: 2 } })]
    expect(adviseExercise(ask(short))?.ruleId).toBe('r_ex_hold')
    const unknown = adviseExercise(ask([...days(1), exercise(today + 5)]))
    expect(unknown?.ruleId).toBe('r_ex_hold')
    expect(unknown?.sentence).toContain('tomorrow morning')
  })
  const topRung = { ...rungOf('ex_calf_raise_double', base, { dose: { ...base, reps: 19 } }), since: monday }
  const tops = (count: number) =>
    [...Array(count).keys()].map((n) =>
      exercise(today - 1 - 2 * (count - 1 - n), {
        done: { ...base, reps: 19 },
        prescribed: { ...base, reps: 19, rpeMax: null },
      }),
    )
  test('two rounds at the top: the harder exercise, by the physio alone', () => {
    const found = adviseExercise(ask(tops(4), { rung: topRung }))
    expect([found?.ruleId, found?.needsPhysio, found?.change]).toEqual([
      'r_ex_progress_swap',
      true,
      { kind: 'swap', from: 'ex_calf_raise_double', to: 'ex_calf_raise_single' },
    ])
    expect(adviseExercise(ask(tops(3), { rung: topRung }))).toBeNull()
  })
  test('what was held daily and becomes heavy gets its day of rest, and says so', () => {
    const hold = { ...none, sets: 5, holdSeconds: 45 }
    const top = { ...hold, holdSeconds: 60 }
    const done = [7, 5, 3, 1].map((back) =>
      exercise(today - back, {
        exerciseId: 'ex_quad_ext_iso',
        done: top,
        prescribed: { ...top, rpeMax: null },
      }),
    )
    const rung = { ...rungOf('ex_quad_ext_iso', hold, { dose: top }), since: monday }
    expect(adviseExercise(ask(done, { rung, inPhase: [], atClinic: true }))?.text).toMatch(
      / in place of .*, with a rest day between$/,
    )
  })
  test('without the equipment, or when it is there already, nothing harder is proposed', () => {
    const step = { ...topRung, exerciseId: 'ex_calf_raise_single', loadSteps: 2 }
    const of = (equipment: string[], inPhase: string[], atClinic = false) =>
      adviseExercise(ask(tops(4), { rung: step, equipment, atClinic, inPhase }))?.change.kind
    expect(of([], [])).toBe('none')
    expect(of([], [], true)).toBe('swap')
    expect(of(['dumbbells', 'step'], [])).toBe('swap')
    expect(of(['dumbbells', 'step'], ['ex_calf_raise_step'])).toBe('none')
  })
  test('jumps: one step a week, none under 18 above the default, none in pregnancy', () => {
    const dose = { ...none, sets: 3, reps: 6 }
    const jumps = [3, 1].map((back) =>
      exercise(today - back, { done: dose, prescribed: { ...dose, rpeMax: null } }),
    )
    const jump = (since: number, more = {}) =>
      adviseExercise(
        ask(jumps, {
          rung: { ...rungOf('ex_ply_squat_jump', dose), since },
          modifiers: { ...modifiers, ...more },
        }),
      )
    expect(jump(today - 7)?.advice).toBe('progress')
    expect(jump(today - 6)?.advice).toBe('hold')
    expect(jump(today - 7, { plyoBlocked: true })?.change.kind).toBe('none')
    expect(jump(today - 7, { pregnancyOrBirth: true })?.change.kind).toBe('none')
    const notKnown = { pregnancyOrBirth: true, notKnown: ['pregnancy'] as const }
    expect(jump(today - 7, notKnown)?.text).toContain('is not known')
    expect(jump(today - 7, { plyoBlocked: true, notKnown: ['age'] })?.text).toContain('age is known: ask')
  })
  test('an easier exercise done lying asks about pregnancy first while that is not known', () => {
    const rung = { ...rungOf('ex_hip_bridge_single', base), since: monday }
    const sessions = days(6, 1, 7)
    const of = (notKnown: Modifiers['notKnown']) =>
      adviseExercise(ask(sessions, { rung, inPhase: [], modifiers: { ...modifiers, notKnown } }))
    expect(of([])?.text).not.toContain('ask')
    expect(of(['pregnancy'])?.change.kind).toBe('swap')
    expect(of(['pregnancy'])?.text).toContain('ask about pregnancy first')
  })
  test('an effort that was prescribed and not said does not count as good', () => {
    const of = (rpe: number | null) =>
      days(1, 1).map((entry) => ({ ...entry, rpe, prescribed: { ...entry.prescribed, rpeMax: 5 } }))
    expect(adviseExercise(ask(of(5)))?.advice).toBe('progress')
    expect(adviseExercise(ask(of(null)))).toBeNull()
    expect(adviseExercise(ask(of(6)))).toBeNull()
  })
  test('the patient reads the most careful sentence', () => {
    const of = (...pains: number[]) => adviseExercise(ask(days(...pains)))
    const decisions = [of(1, 1), of(1, 6), of(1, 3)].flatMap((found) => found ?? [])
    expect(leading(decisions)?.advice).toBe('regress')
    expect(leading([])).toBeNull()
  })
})

describe('properties of the advice', () => {
  const order: readonly Advice[] = ['progress', 'hold', 'regress', 'stop']
  // No decision repeats the dose: it is as careful as a hold.
  const rank = (exercises: ExerciseEntry[], amberOk: boolean) =>
    order.indexOf(adviseExercise(ask(exercises, { amberOk }))?.advice ?? 'hold')
  const score = fc.integer({ min: 0, max: 10 })
  const pains = fc.array(score, { minLength: 1, maxLength: 6 })

  test('more pain in any session never makes the advice bolder', () => {
    fc.assert(
      fc.property(pains, fc.nat(5), score, fc.boolean(), (scores, at, more, amberOk) => {
        const place = at % scores.length
        const worse = scores.map((value, index) => (index === place ? Math.max(value, more) : value))
        expect(rank(days(...worse), amberOk)).toBeGreaterThanOrEqual(rank(days(...scores), amberOk))
      }),
    )
  })
  test('no patient sentence holds a rule, a color or a limit', () => {
    fc.assert(
      fc.property(pains, fc.boolean(), (scores, amberOk) => {
        const found = adviseExercise(ask(days(...scores), { amberOk }))
        expect(`${found?.sentence} ${found?.sentenceApplied}`).not.toMatch(
          /r_ex|\bred\b|amber|green|limit|rule/i,
        )
      }),
    )
  })
})
