import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { exercises } from '#lib/content/exercises/index.ts'
import { defaultLimits } from '#lib/content/limits/index.ts'
import { liesDown, sparedBecause } from '#lib/exercises/rules.ts'
import { sessionCap } from '#lib/programs/progression/cap/rules.ts'
import { weekTarget } from '#lib/programs/progression/distance/rules.ts'
import {
  holdBias,
  mayApplyItself,
  modifiersOf,
  modifiersWith,
  needN,
} from '#lib/programs/progression/modifiers/rules.ts'
import { advisePhase } from '#lib/programs/progression/phase/rules.ts'
import {
  adviseRun,
  loadHeldWords,
  missedWeeks,
  notCounted,
  type RunsAsk,
  stageAfterMissed,
} from '#lib/programs/progression/running/rules.ts'
import type { Modifiers, ToldKind } from '#lib/programs/progression/schema.ts'
import type { RuleValue } from '#lib/rules/registry.ts'
import { currentLogs } from '#lib/tracking/results/daily/rules.ts'
import { resultsOf } from '#lib/tracking/results/rules.ts'
import type { RunEntry } from '#lib/tracking/results/schema.ts'
import { logsOf, monday, morning, run } from '../../review/logs.ts'

const today = monday + 20
const modifiers: Modifiers = {
  needN: 2,
  plyoBlocked: false,
  runLoadBlocked: false,
  pregnancyOrBirth: false,
  pregnant: false,
  notKnown: [],
}
const staged = (day: number, more: Partial<RunEntry> = {}) =>
  run(day, { type: 'walk_run', stage: 4, settle: 'yes', ...more })
const ask = (runs: RunEntry[], more: Partial<RunsAsk> = {}): RunsAsk => {
  const mornings = [...Array(24).keys()].map((n) => morning(monday - 2 + n))
  return {
    runs: resultsOf(currentLogs(logsOf({ runs, mornings })), [], defaultLimits).runs,
    stages: [{ stage: 4, from: monday }],
    today,
    backs: [],
    stopsAnswered: [],
    amberOk: false,
    modifiers,
    ...more,
  }
}
const rule = (runs: RunEntry[], more: Partial<RunsAsk> = {}) => adviseRun(ask(runs, more))?.ruleId ?? null

describe('stage rules (programmes.md 3.8)', () => {
  test('two good runs with a day between: the next stage', () => {
    const found = adviseRun(ask([staged(today - 5), staged(today - 3)]))
    expect([found?.ruleId, found?.change]).toEqual(['r_run_forward', { kind: 'stage', from: 4, to: 5 }])
  })
  test('not on two days in a row, nor by a run of another kind or stage', () => {
    expect(rule([staged(today - 4), staged(today - 3)])).toBeNull()
    expect(rule([staged(today - 5), staged(today - 3, { type: 'fast' })])).toBeNull()
    expect(rule([staged(today - 5, { stage: 3 }), staged(today - 3)])).toBeNull()
  })
  test('another kind of run between two ends the row where it asks to hold', () => {
    const between = (more: Partial<RunEntry>) =>
      rule([staged(today - 7), run(today - 5, { stage: 4, ...more }), staged(today - 2)])
    expect(between({})).toBe('r_run_forward')
    expect(between({ type: 'race', km: 10, painDuring: null, safety: null })).toBeNull()
    expect(between({ type: 'fast', settle: 'no' })).toBeNull()
    expect(between({ finished: false })).toBeNull()
    expect(between({ painDuring: 3 })).toBeNull()
    expect(between({ painDuring: 3, limit: 3 })).toBeNull()
  })
  test('a run of the stage on the day of another kind of run, or the day after it, does not count', () => {
    const other = (ago: number) => run(today - ago, { stage: 4 })
    expect(rule([staged(today - 6), other(3), staged(today - 2)])).toBeNull()
    expect(rule([staged(today - 6), other(2), staged(today - 2)])).toBeNull()
    expect(rule([staged(today - 6), staged(today - 4), other(3)])).toBe('r_run_forward')
    // One a week keeps nobody at a stage, whether two or three good runs are asked for.
    const week = [staged(today - 13), other(10), staged(today - 9), staged(today - 7), staged(today - 5)]
    const three = { modifiers: { ...modifiers, needN: 3 } }
    expect(rule(week.slice(0, 3))).toBeNull()
    expect(rule(week.slice(0, 4))).toBe('r_run_forward')
    expect(rule(week.slice(0, 4), three)).toBeNull()
    expect(rule(week, three)).toBe('r_run_forward')
  })
  test('nor does one on the day of a run for another treatment, or the day after it', () => {
    const two = [staged(today - 5), staged(today - 3)]
    const elsewhere = (...ago: number[]) => rule(two, { ranElsewhere: ago.map((n) => today - n) })
    for (const ago of [6, 5, 4, 3]) expect(elsewhere(ago)).toBeNull()
    for (const ago of [7, 2]) expect(elsewhere(ago)).toBe('r_run_forward')
    // It ends no row: the next one that has a day between goes on with it.
    expect(rule([...two, staged(today)], { ranElsewhere: [today - 4] })).toBe('r_run_forward')
  })
  test('a gap of eight days or more between two runs ends the row, whatever is run between weeks', () => {
    const begun = { stages: [{ stage: 4, from: monday - 30 }] }
    expect(rule([staged(today - 8), staged(today - 1)], begun)).toBe('r_run_forward')
    for (const days of [8, 9, 16])
      expect(rule([staged(today - 1 - days), staged(today - 1)], begun)).toBeNull()
  })
  test('hold: over the limit once, amber, unknown, not finished, not settled', () => {
    const then = (more: Partial<RunEntry>) => rule([staged(today - 5), staged(today - 3, more)])
    expect(then({ painDuring: 3 })).toBe('r_run_hold')
    expect(then({ painDuring: 3, limit: 3 })).toBe('r_run_hold')
    expect(then({ painDuring: null })).toBe('r_run_hold')
    expect(then({ finished: false })).toBe('r_run_hold')
    expect(then({ settle: 'no' })).toBe('r_run_hold')
    expect(
      rule([staged(today - 5, { limit: 3 }), staged(today - 3, { painDuring: 3, limit: 3 })], {
        amberOk: true,
      }),
    ).toBe('r_run_forward')
  })
  test('back: a red run, or over the limit twice; never below 0', () => {
    const red = adviseRun(ask([staged(today - 3, { painDuring: 6 })]))
    expect([red?.ruleId, red?.change]).toEqual(['r_run_back', { kind: 'stage', from: 4, to: 3 }])
    expect(rule([staged(today - 5, { painDuring: 3 }), staged(today - 3, { painDuring: 3 })])).toBe(
      'r_run_back',
    )
    const lowest = adviseRun(
      ask([staged(today - 3, { painDuring: 6 })], { stages: [{ stage: 0, from: monday }] }),
    )
    expect(lowest?.change.kind).toBe('none')
  })
  test('stop: a flagged answer, or two red runs with a step back between them', () => {
    expect(rule([staged(today - 3, { safety: ['calf_swollen'] })])).toBe('r_run_stop')
    const reds = [staged(today - 8, { painDuring: 6 }), staged(today - 3, { painDuring: 6 })]
    const back = { day: today - 8, at: (reds[0]?.at ?? 0) + 1 }
    expect(rule(reds)).toBe('r_run_back')
    expect(rule(reds, { backs: [back] })).toBe('r_run_stop')
    expect(rule(reds, { backs: [{ ...back, at: (reds[1]?.at ?? 0) + 1 }] })).toBe('r_run_back')
  })
  test('an answered stop holds until another step back and a red run after it', () => {
    const reds = [9, 6, 3].map((ago) => staged(today - ago, { painDuring: 6 }))
    const justAfter = (n: number) => (reds[n]?.at ?? 0) + 1
    const backs = [{ day: today - 9, at: justAfter(0) }]
    const stopsAnswered = [{ at: justAfter(1) }]
    expect(rule([...reds.slice(0, 2), staged(today - 3)], { backs })).toBe('r_run_stop')
    expect(rule([...reds.slice(0, 2), staged(today - 3)], { backs, stopsAnswered })).toBeNull()
    expect(rule(reds, { backs, stopsAnswered })).toBe('r_run_back')
    const again = [...backs, { day: today - 3, at: justAfter(2) }]
    expect(rule([...reds, staged(today - 1, { painDuring: 6 })], { backs: again, stopsAnswered })).toBe(
      'r_run_stop',
    )
    expect(
      rule([...reds.slice(0, 2), staged(today - 3, { safety: ['calf_swollen'] })], { stopsAnswered }),
    ).toBe('r_run_stop')
  })
  test('no increase while the physio has to confirm; nothing without a stage, and none after 10', () => {
    const good = [staged(today - 5), staged(today - 3)]
    const waits = adviseRun(ask(good, { modifiers: { ...modifiers, runLoadBlocked: true } }))
    expect([waits?.advice, waits?.change.kind]).toEqual(['hold', 'none'])
    expect(rule(good, { stages: [] })).toBeNull()
    const ten = good.map((entry) => ({ ...entry, stage: 10, type: 'easy' as const }))
    expect(rule(ten, { stages: [{ stage: 10, from: monday }] })).toBeNull()
  })
  test('more pain in any run never makes the advice bolder', () => {
    const order = ['progress', 'hold', 'regress', 'stop']
    const score = fc.integer({ min: 0, max: 10 })
    fc.assert(
      fc.property(fc.array(score, { minLength: 1, maxLength: 6 }), fc.nat(5), score, (scores, at, more) => {
        const of = (pains: number[]) =>
          order.indexOf(
            adviseRun(
              ask(pains.map((painDuring, n) => staged(today - 1 - 2 * (pains.length - n), { painDuring }))),
            )?.advice ?? 'hold',
          )
        const worse = scores.map((value, n) => (n === at % scores.length ? Math.max(value, more) : value))
        expect(of(worse)).toBeGreaterThanOrEqual(of(scores))
      }),
    )
  })
})

test('runs that bring nobody on are named with the reason', () => {
  const stage = { stage: 4, from: monday }
  const runs = [
    staged(monday - 1, { settle: null }),
    staged(monday, { settle: null }),
    staged(monday + 2, { settle: null }),
    staged(monday + 4),
    run(monday + 6, { type: 'easy', stage: 4, settle: 'yes' }),
  ]
  expect(notCounted(runs, stage)).toEqual([
    '2 runs do not count: whether the knee settled was not answered.',
    '1 run does not count: another kind of run than that of stage 4.',
  ])
  expect(notCounted(runs.slice(3, 4), stage)).toEqual([])
  expect(notCounted([run(monday), staged(monday + 1), staged(monday + 2)], stage)).toEqual([
    '1 run does not count: on the day of another kind of run, or the day after it.',
    '1 run does not count: another kind of run than that of stage 4.',
  ])
  expect(notCounted([staged(monday + 1), staged(monday + 3)], stage, [monday, monday + 4])).toEqual([
    '1 run does not count: on the day of a run for another treatment, or the day after it.',
  ])
  expect(notCounted(runs, undefined)).toEqual([])
})

describe('missed weeks', () => {
  const answers = {
    runnerType: 'recreational',
    runningStatus: null,
    stoppedWeeks: null,
    painOnsetMinutes: null,
  }
  const stages = [
    { stage: 5, from: monday },
    { stage: 6, from: monday + 7 },
  ]
  test('whole weeks without a run', () => {
    expect([7, 8, 14, 15, 29].map((days) => missedWeeks(today - days, today))).toEqual([0, 1, 1, 2, 4])
  })
  test('one: the last completed stage; two or three: two back; four or more: a new start', () => {
    const then = (missed: number, from = stages, limits = defaultLimits) =>
      stageAfterMissed(from, missed, answers, limits)
    expect([0, 1, 2, 3, 4, 12].map((missed) => then(missed))).toEqual([null, 5, 4, 4, 2, 1])
    expect(then(5, stages, { ...defaultLimits, start_short_stop_weeks: 6 })).toBe(4)
    expect(then(2, [{ stage: 2, from: monday }])).toBe(1)
    expect(then(1, [{ stage: 3, from: monday }])).toBe(3)
    expect(then(4, [{ stage: 1, from: monday }])).toBe(1)
    expect(stageAfterMissed(stages, 5, { ...answers, runnerType: 'beginner' }, defaultLimits)).toBe(1)
  })
})

describe('distance build-up, worked examples of programmes.md 6.4', () => {
  const target = (a: number, b: number, more = {}) =>
    weekTarget({ weeks: [a, b], held: false, week: 1, ...more }).km
  test('weeks', () => {
    expect(target(18, 20)).toBe(21)
    expect(target(4, 4)).toBe(5)
    expect(target(18, 20, { week: 4 })).toBe(14.5)
  })
  test('held at the distance of the last week', () => {
    expect(target(18, 20, { held: true })).toBe(20)
    expect(target(20, 12, { week: 4, held: true })).toBe(12)
  })
  test('single run', () => {
    expect([8, 3, 5, 4.9, 10].map(sessionCap)).toEqual([8.8, 3.5, 5.5, 5.4, 11])
  })
  test('never more than 30 % above the weeks before, whatever they were', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 1200 }), fc.integer({ min: 0, max: 1200 }), (a, b) => {
        expect(target(a / 10, b / 10)).toBeLessThanOrEqual(((a + b) / 20) * 1.3 + 1e-9)
      }),
    )
  })
})

describe('modifiers (programmes.md 3.4)', () => {
  const values = (more: Record<string, RuleValue>) => new Map<string, RuleValue>(Object.entries(more))
  const calm = { fac_previous_injury: 0, age_years: 35, irritability: 'low' }
  test('hold_bias: not assessed counts as yes', () => {
    expect(holdBias(values(calm))).toBe('no')
    expect(holdBias(values({ ...calm, irritability: 'high' }))).toBe('yes')
    expect(holdBias(values({ ...calm, irritability: null }))).toBeNull()
    expect([holdBias(values(calm)), 'yes' as const, null].map(needN)).toEqual([2, 3, 3])
  })
  test('jumps under 18, running with low energy, pregnancy', () => {
    expect(modifiersOf(values({ ...calm, age_years: 17 })).plyoBlocked).toBe(true)
    expect(modifiersOf(values({ flag_reds: 'unresolved' })).runLoadBlocked).toBe(true)
    expect(modifiersOf(values({ medical_conditions: ['pregnancy'] }))).toMatchObject({
      pregnant: true,
      pregnancyOrBirth: true,
    })
  })
  test('what was told elsewhere hides nothing that is to be asked or confirmed here, and is not named', () => {
    const [jump, lying] = [
      exercises.find(({ region }) => region === 'plyometric'),
      exercises.find((one) => one.region !== 'plyometric' && liesDown(one)),
    ]
    const words = (own: Record<string, RuleValue>, ...told: ToldKind[]) => {
      const found = modifiersWith(values({ ...calm, ...own }), told)
      const spared = [jump, lying].map((one) => one && sparedBecause(one, found))
      return [loadHeldWords(found), ...spared].map(
        (text) => text?.match(/another form|asked about|in pregnancy|confirm/)?.[0] ?? null,
      )
    }
    const known = { medical_conditions: ['none'] }
    const elsewhere = 'another form'
    expect(words(known)).toEqual([null, null, null])
    expect(words(known, 'reds')).toEqual([elsewhere, null, null])
    expect(words(known, 'recent_birth')).toEqual([elsewhere, elsewhere, null])
    expect(words(known, 'pregnancy')).toEqual([elsewhere, elsewhere, elsewhere])
    expect(words({}, 'reds')).toEqual(['asked about', 'asked about', null])
    expect(words({}, 'pregnancy')).toEqual([elsewhere, elsewhere, elsewhere])
    const low = { flag_reds: 'unresolved' }
    expect(words({ ...known, ...low }, 'pregnancy')).toEqual(['confirm', elsewhere, elsewhere])
    expect(words(low, 'reds')).toEqual(['confirm', 'asked about', null])
    const pregnant = { medical_conditions: ['pregnancy'] }
    expect(words(pregnant, 'reds')).toEqual(['confirm', 'in pregnancy', 'in pregnancy'])
    const birth = { medical_conditions: ['recent_birth'] }
    expect(words(birth, 'pregnancy')).toEqual(['confirm', 'in pregnancy', elsewhere])
  })
  test('what is not known permits nothing that age or pregnancy would forbid', () => {
    const known = { ...calm, medical_conditions: ['none'] }
    expect(modifiersOf(values(known))).toMatchObject({
      plyoBlocked: false,
      pregnancyOrBirth: false,
      notKnown: [],
    })
    expect(modifiersOf(values({ ...known, age_years: null }))).toMatchObject({
      plyoBlocked: true,
      notKnown: ['age'],
    })
    for (const more of [{}, { sex_at_birth: 'female' }, { sex_at_birth: 'prefer_not_to_say' }])
      expect(modifiersOf(values({ ...calm, ...more }))).toMatchObject({
        pregnancyOrBirth: true,
        pregnant: false,
        notKnown: ['pregnancy'],
      })
    expect(modifiersOf(values({ ...calm, sex_at_birth: 'male' })).pregnancyOrBirth).toBe(false)
    const open = { ...modifiers, pregnancyOrBirth: true, notKnown: ['pregnancy' as const] }
    const waits = adviseRun(ask([staged(today - 5), staged(today - 3)], { modifiers: open }))
    expect([waits?.change.kind, waits?.text]).toEqual([
      'none',
      'Stage 4 again: no increase of running load until you have asked about pregnancy or a recent birth',
    ])
  })
  test('nothing applies itself unless everything is known to be quiet', () => {
    const quiet = { block_level: 'none', unresolved_level: 'monitor', open_alert_max: 'act' }
    expect(mayApplyItself(values(quiet))).toBe(true)
    for (const worse of [
      { block_level: 'impact' },
      { unresolved_level: 'routine_referral' },
      { open_alert_max: 'urgent' },
      { open_alert_max: null },
    ])
      expect(mayApplyItself(values({ ...quiet, ...worse }))).toBe(false)
  })
})

describe('phase change (programmes.md 3.6)', () => {
  const next = { key: 'prog_calf_p2', name: 'Calf 2' }
  const ready: Record<string, RuleValue> = {
    ind_top_ex_calf_raise_double: 'yes',
    ind_adherence_pct: 80,
    ind_red_last3: 0,
    unresolved_level: 'none',
    block_level: 'none',
  }
  const advise = (more: Record<string, RuleValue>, to: typeof next | null = next) =>
    advisePhase('prog_calf_p1', to, new Map(Object.entries({ ...ready, ...more })), 'left', defaultLimits)
  test('exit, what every phase needs, and the entry of the next', () => {
    const found = advise({})
    expect([found.state, found.decision?.needsPhysio, found.decision?.change]).toEqual([
      'ready',
      true,
      { kind: 'phase', from: 'prog_calf_p1', to: 'prog_calf_p2' },
    ])
  })
  test('what keeps it, and what is missing', () => {
    const kept = advise({ ind_adherence_pct: 60, ind_top_ex_calf_raise_double: null })
    expect(kept.state).toBe('not_yet')
    expect(kept.checks.map(({ name, result }) => `${name} ${result}`)).toEqual([
      'exit not_assessed',
      'ready not_met',
      'entry met',
    ])
    expect(kept.checks[0]?.missing).toEqual(['ind_top_ex_calf_raise_double'])
    expect(kept.checks[1]?.because).toEqual(['Exercises done: 60 (asked for: at least 70)'])
    const blocked = advise({ block_level: 'programme' })
    expect(blocked.decision).toBeNull()
    // The rule of the entry denies it: nothing is asked for, it only must not be.
    expect(blocked.checks.at(-1)?.because).toEqual(['What red flags stop: the whole program'])
  })
  test('the numbers of opinion are those of the clinic, in the rule and in its words', () => {
    const limits = { ...defaultLimits, quad_exit_lsi_pct: 85, quad_exit_rise_pct: 15 }
    const to = { key: 'prog_quad_focus_p3', name: 'Quad 3' }
    const exit = (more: Record<string, RuleValue>, of = limits) => {
      const values = new Map(Object.entries({ ...ready, chk_stepdown_nprs: 2, ...more }))
      return advisePhase('prog_quad_focus_p2', to, values, 'left', of)
    }
    const states = (more: Record<string, RuleValue>) =>
      [exit(more, defaultLimits), exit(more)].map((one) => one.state)
    expect(states({ lsi_knee_ext: 82, chg_knee_ext_pct: 5 })).toEqual(['ready', 'not_yet'])
    expect(states({ lsi_knee_ext: 70, chg_knee_ext_pct: 12 })).toEqual(['ready', 'not_yet'])
    expect(states({ lsi_knee_ext: 85 })).toEqual(['ready', 'ready'])
    expect(exit({ lsi_knee_ext: 85 }).decision?.rule).toContain(
      'lsi_knee_ext >= 85 OR chg_knee_ext_pct >= 15',
    )
    expect(exit({}).checks[0]?.text).toBe(
      'Knee-extension LSI at least 85 % or own value +15 %; 15 cm step-down at most 2/10',
    )
  })
  test('a phase with jumps is not ready against what was found, nor while it is not known', () => {
    const to = { key: 'prog_quad_focus_p3', name: 'Quad 3', impact: 'new' } as const
    const calm = { pat_bone_stress: 'not_listed', test_sweep_grade_left: 'zero', func_hop_pain_left: 1 }
    const advise = (more: Record<string, RuleValue>) => {
      const own = { ...ready, ...calm, hop_limit: 2, chk_stepdown_nprs: 1, lsi_knee_ext: 85, ...more }
      return advisePhase('prog_quad_focus_p2', to, new Map(Object.entries(own)), 'left', defaultLimits)
    }
    expect(advise({}).state).toBe('ready')
    expect(advise({}).decision?.inputs).toContainEqual({ id: 'func_hop_pain_left', value: 1 })
    const against = advise({ func_hop_pain_left: 7, pat_bone_stress: 'consider' })
    expect(against).toMatchObject({ state: 'not_yet', decision: null })
    expect(against.checks.at(-1)?.because.join()).toContain('Pain in ten hops: 7')
    expect(advise({ func_hop_pain_left: null }).checks.at(-1)?.result).toBe('not_assessed')
  })
  test('the heel raises before running begins', () => {
    const to = { key: 'prog_return_to_run_p1', name: 'Run 1' }
    const raises = (count: number, limits = defaultLimits) =>
      advisePhase('prog_calf_p1', to, new Map([['func_heel_raise_left', count]]), 'left', limits).checks.find(
        ({ name }) => name === 'entry',
      )
    const because = (count: number, limits = defaultLimits) => raises(count, limits)?.because
    expect(because(14)?.join()).toMatch(/heel raise[^(]*: 14 \(asked for: at least 15\)/i)
    expect(because(15)?.join()).not.toMatch(/heel raise/i)
    const fewer = { ...defaultLimits, return_heel_raises: 12 }
    expect(because(14, fewer)?.join()).not.toMatch(/heel raise/i)
    expect(raises(14, fewer)?.text).toContain('at least 12 reps')
  })
  test('a last phase, and one of the clinic, have no next', () => {
    expect(advise({}, null).state).toBe('no_exit')
    expect(advisePhase('own_p1', next, new Map(), null, defaultLimits).state).toBe('no_exit')
  })
})
