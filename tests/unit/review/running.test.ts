import { describe, expect, test } from 'vitest'
import { flagRuleIds } from '#lib/content/ids/flags.ts'
import { indicatorsOf, valuesOfRun } from '#lib/review/indicators/rules.ts'
import type { IndicatorInput } from '#lib/review/indicators/schema.ts'
import { isTrue } from '#lib/rules/evaluate.ts'
import { loadRule } from '#lib/rules/parse.ts'
import { splitDays } from '#lib/tracking/progress/course/rules.ts'
import type { Course } from '#lib/tracking/progress/course/schema.ts'
import type { MorningEntry, RunEntry } from '#lib/tracking/results/schema.ts'
import {
  courseFrom,
  exercise,
  form,
  input,
  logsOf,
  monday,
  morning,
  noCourse,
  planItem,
  run,
} from './logs.ts'

const today = monday + 56
const noGoals = { kmWeek: null, longestKm: null, eventKm: null, goalDate: null, eventDate: null }
type More = Partial<Omit<IndicatorInput, 'logs'>> & { mornings?: MorningEntry[] }
const at = (runs: readonly RunEntry[], { mornings = [], ...more }: More = {}) =>
  indicatorsOf(input(today, { ...more, logs: logsOf({ runs, mornings }) }))

describe('load ratio, worked examples of review.md 2.4', () => {
  const weeks = (...km: number[]) =>
    km.map((distance, at) => run(today - 7 * (km.length - 1 - at) - 6, { km: distance }))
  test('18, 20, 22, 20, now 28: 1.40', () => {
    const { readings } = at(weeks(18, 20, 22, 20, 28))
    expect(readings.ind_week_km.value).toBe(28)
    expect(readings.ind_prev4_km.value).toBe(20)
    expect(readings.ind_load_ratio.value).toBeCloseTo(1.4)
  })
  test('a mean of 4 km says nothing, nor do fewer than five weeks', () => {
    expect(at(weeks(4, 3, 5, 4, 9)).readings.ind_load_ratio).toEqual({
      value: null,
      missing: 'needs 5 km a week in the four weeks before; 4 so far',
    })
    expect(at(weeks(20, 22, 20, 28)).readings.ind_load_ratio.value).toBeNull()
  })
})

describe('what was walked', () => {
  const walk = { type: 'walk_run' as const, km: 6, minutes: 60 }
  const plansWalk = courseFrom(monday, [planItem('walk', { exerciseId: 'ex_rtr_walk30', sets: 1 })])
  const plansRun = courseFrom(monday, [planItem('run', { exerciseId: 'ex_rtr_walk_run', sets: 1 })])
  const of = (walked: RunEntry, course: Course = noCourse) => {
    const runs = [run(today - 20, { km: 2 }), walked, run(today, { km: 2.5 })]
    return at(runs, { course, goals: { ...noGoals, longestKm: 10 } })
  }
  const sums = ({ readings, runs, walked }: ReturnType<typeof of>) => [
    ...[readings.ind_longest_30d_km.value, readings.ind_week_km.value, readings.ind_goal_longest_pct.value],
    ...[runs.length, walked.length],
  ]

  test('is in no longest run and no distance, at stage 0 and where the walk alone is planned', () => {
    const stage = (of: number) => [planItem('run', { exerciseId: 'ex_rtr_walk_run', sets: 1, stage: of })]
    const atStageZero = courseFrom(monday, stage(0))
    expect(sums(of(run(today - 3, walk), atStageZero))).toEqual([2, 2.5, 25, 2, 1])
    expect(sums(of(run(today - 3, walk), plansWalk))).toEqual([2, 2.5, 25, 2, 1])
    const andDrill = courseFrom(monday, [
      planItem('walk', { exerciseId: 'ex_rtr_walk30', sets: 1 }),
      planItem('drill', { exerciseId: 'ex_run_quick_feet' }),
    ])
    expect(sums(of(run(today - 3, walk), andDrill))).toEqual([2, 2.5, 25, 2, 1])
    expect(sums(of(run(today - 3, walk), plansRun))).toEqual([6, 8.5, 25, 3, 0])
    expect(sums(of(run(today - 3, { ...walk, type: 'easy' }), atStageZero))).toEqual([6, 8.5, 60, 3, 0])
  })
  test('is one of the stage before, and fulfils no run, where it was recorded before the next began on its day', () => {
    const items = (exerciseId: string, stage: number) => [planItem('run', { exerciseId, sets: 1, stage })]
    const noon = (today - 3) * 86_400_000 + 43_200_000
    const first = courseFrom(monday, items('ex_rtr_walk30', 0), { runDays: [] })
    const next = courseFrom(today - 3, items('ex_rtr_walk_run', 1)).plan?.versions ?? []
    const plan = first.plan && {
      ...first.plan,
      versions: [...first.plan.versions, ...next.map((one) => ({ ...one, number: 2, publishedAt: noon }))],
    }
    const course = { ...first, plan }
    const of = (at: number) => {
      const walked = run(today - 3, { ...walk, at })
      const { runs, walked: apart } = indicatorsOf(input(today, { logs: logsOf({ runs: [walked] }), course }))
      return [runs.length, apart.length, splitDays(plan, [walked])]
    }
    expect(of(noon - 1)).toEqual([0, 1, { runDays: [], walkedDays: [today - 3] }])
    expect(of(noon + 1)).toEqual([1, 0, { runDays: [today - 3], walkedDays: [] }])
  })
  test('opens no alert about a distance, and counts with its pain', () => {
    const walked = run(today, { ...walk, painDuring: 8 })
    const found = at([walked], { course: plansWalk })
    const values = valuesOfRun(found, walked.id) ?? new Map()
    const rules = ['ind_longest_30d_km < 1 AND run_km >= 5', 'ind_session_spike_pct > 10', 'max_pain >= 8']
    expect(rules.map((rule) => isTrue(loadRule(rule, flagRuleIds), { values }))).toEqual([false, false, true])
    expect(found.readings.ind_red_runs_7d.value).toBe(1)
  })
})

describe('the walk before the first run', () => {
  const walks = courseFrom(today - 14, [
    planItem('walk', { exerciseId: 'ex_rtr_walk30', sets: 1, minutes: 30, stage: 0 }),
  ])
  const days = [14, 12, 10, 7, 5, 3].map((back) => today - back)
  const doing = (runs: readonly RunEntry[], course = walks) => {
    const { readings } = at(runs, { course })
    const { ind_adherence_pct: items, ind_session_adherence_pct: sessions } = readings
    return [items.value, sessions.value, readings.ind_unplanned_runs_7d.value]
  }
  const easy = days.map((day) => run(day, { km: 4.5, stage: 0 }))

  test('is not done by running, and no day of it is one for a run', () => {
    expect(doing(easy)).toEqual([0, 0, 2])
  })
  test('is done by a walk that was entered as a run, which is no run on a rest day', () => {
    expect(doing(easy.map((one) => ({ ...one, type: 'walk_run' as const })))).toEqual([100, 100, 0])
    const withLong = courseFrom(today - 14, [
      planItem('walk', { exerciseId: 'ex_rtr_walk30', sets: 1, stage: 0 }),
      planItem('long', { exerciseId: 'ex_rtr_long_build', days: ['sun'], fromWeek: 5 }),
    ])
    const walked = easy.map((one) => ({ ...one, type: 'walk_run' as const }))
    expect(doing(walked, withLong)).toEqual([100, 100, 0])
    expect(doing(easy, withLong)).toEqual([0, 0, 2])
  })
  test('is not done by walking and jogging in turns, where that is planned as well', () => {
    const both = courseFrom(today - 14, [
      planItem('walk', { exerciseId: 'ex_rtr_walk30', sets: 1, days: ['tue', 'thu', 'sat'] }),
      planItem('turns', { exerciseId: 'ex_rtr_walk_run', sets: 1, stage: 1 }),
    ])
    const turns = days.map((day) => run(day, { type: 'walk_run', stage: 1 }))
    expect(doing(turns, both)).toEqual([50, 50, 0])
  })
})

describe('a single run against the longest of 30 days, worked examples', () => {
  const watch = loadRule(
    '(ind_session_spike_pct > 30 AND run_km > ind_session_cap_km) OR (ind_longest_30d_km < 1 AND run_km >= 5)',
    flagRuleIds,
  )
  const info = loadRule('ind_session_spike_pct > 10 AND run_km > ind_session_cap_km', flagRuleIds)
  const act = loadRule('ind_session_spike_pct > 100 AND run_km > ind_session_cap_km', flagRuleIds)
  const levels = (longest: number | null, km: number) => {
    const newest = run(today, { km })
    const found = at([...(longest === null ? [] : [run(today - 9, { km: longest })]), newest])
    const values = valuesOfRun(found, newest.id) ?? new Map()
    return {
      pct: found.readings.ind_session_spike_pct.value,
      fires: [info, watch, act].map((rule) => isTrue(rule, { values })),
    }
  }
  test('10.0 → 11.0 is exactly 10 %: no alert', () => {
    const { pct, fires } = levels(10, 11)
    expect(pct).toBeCloseTo(10)
    expect(fires).toEqual([false, false, false])
  })
  test('8.0 → 11.0 is 37.5 %: watch, not act', () => {
    const { pct, fires } = levels(8, 11)
    expect(pct).toBeCloseTo(37.5)
    expect(fires).toEqual([true, true, false])
  })
  test('8.0 → 8.8 is within the tolerance', () => {
    const { pct, fires } = levels(8, 8.8)
    expect(pct).toBeCloseTo(10)
    expect(fires).toEqual([false, false, false])
  })
  test('5 km without a run in the 30 days before: watch', () => {
    expect(levels(null, 5).fires).toEqual([false, true, false])
  })
  describe('a walk–run as long as it was planned has no percentage', () => {
    const row = (week: number, minutes: number) =>
      planItem(`run${week}`, {
        exerciseId: 'ex_rtr_walk_run',
        days: ['mon'],
        fromWeek: week,
        untilWeek: week,
        sets: 1,
        minutes,
      })
    const rows = [row(1, 24), row(2, 30)]
    const spike = (minutes: number, course: Course) => {
      const runs = [run(today - 3, { km: 3 }), run(today, { type: 'walk_run', minutes, km: 6 })]
      return at(runs, { course }).runs.at(-1)?.spikePct
    }
    test('of the week of its phase', () => {
      const [first, second] = [courseFrom(today, rows), courseFrom(today - 7, rows)]
      expect([spike(24, first), spike(30, first)]).toEqual([null, 100])
      expect([spike(30, second), spike(40, second)]).toEqual([null, 100])
      expect(spike(24, courseFrom(today - 14, rows))).toBe(100)
    })
    test('half a minute counts up, as whole minutes are logged', () => {
      const course = courseFrom(today, [row(1, 24.5)])
      expect([spike(25, course), spike(26, course)]).toEqual([null, 100])
    })
    test('a day early or late is as planned', () => {
      const on = (day: string) =>
        spike(24, courseFrom(today - 6, [{ ...row(1, 24), untilWeek: null, days: [day] }]))
      expect(['sat', 'sun', 'mon', 'tue', 'wed'].map(on)).toEqual([100, null, null, null, 100])
    })
    test('of the row that was shown, where the weeks follow from the runs', () => {
      const shown = (week: number) =>
        courseFrom(today - 7, rows, { runRows: [{ from: today - 7, week }] }, 'prog_beginner_prevention_p1')
      expect([spike(24, shown(1)), spike(30, shown(1))]).toEqual([null, 100])
      expect([spike(30, shown(2)), spike(40, shown(2))]).toEqual([null, 100])
      // While no run is planned none is as planned.
      expect(spike(24, shown(0))).toBe(100)
    })
  })
  test('the cap: 8.0 → 8.8, 3.0 → 3.5; the form counts only without a run', () => {
    const cap = (runs: RunEntry[], forms = [form(today - 5, { kmLongestNow: 6 })]) =>
      at(runs, { forms }).readings
    expect(cap([run(today - 3, { km: 8 })]).ind_session_cap_km.value).toBe(8.8)
    expect(cap([run(today - 3, { km: 3 })]).ind_session_cap_km.value).toBe(3.5)
    expect(cap([]).ind_session_cap_km.value).toBe(6.6)
    expect(cap([], []).ind_session_cap_km.value).toBeNull()
    expect(cap([run(today - 31, { km: 9 })], []).ind_longest_30d_km.value).toBe(0)
  })
  test('safety questions asked alone leave the longest distance of the form before, within its 30 days', () => {
    const safetyAlone = form(today - 2, { kind: 'review' })
    const told = (on: number) => [form(on, { kmLongestNow: 6 }), safetyAlone]
    const capBy = (on: number) => at([], { forms: told(on) }).readings.ind_session_cap_km.value
    expect([capBy(today - 5), capBy(today - 31)]).toEqual([6.6, null])
    const first = at([run(today, { km: 5 })], { forms: told(today - 5) })
    expect(isTrue(watch, { values: valuesOfRun(first, first.runs[0]?.id ?? '') ?? new Map() })).toBe(false)
  })
})

describe('runs in a row and in a week', () => {
  const mornings = [...Array(14).keys()].map((n) => morning(today - 13 + n))
  test('easy runs of 20 and 25 minutes, green', () => {
    const runs = [
      run(today - 8, { minutes: 25, painDuring: 4 }),
      run(today - 6, { minutes: 25 }),
      run(today - 5, { type: 'walk_run' }),
      run(today - 3, { minutes: 22 }),
    ]
    const { readings } = at(runs, { mornings })
    expect([readings.ind_easy20_ok.value, readings.ind_easy25_ok.value]).toEqual([2, 0])
  })
  test('a run of another kind between them ends the row where it was red or over the limit', () => {
    const with25 = (between: Partial<RunEntry>, last: Partial<RunEntry> = {}) => {
      const easy = [run(today - 8, { minutes: 25 }), run(today - 3, { minutes: 25, ...last })]
      return at([...easy, run(today - 6, between)], { mornings }).readings.ind_easy25_ok.value
    }
    expect(with25({ type: 'hills', painDuring: 7 })).toBe(1)
    expect(with25({ type: 'hills', painDuring: 4 })).toBe(1)
    expect(with25({ type: 'fast', safety: ['calf_swollen'] })).toBe(1)
    expect(with25({ type: 'hills' }, { type: 'long' })).toBe(2)
    expect(with25({ type: 'walk_run', painDuring: null })).toBe(2)
  })
  test('three runs of the week within the limit', () => {
    const three = [run(today - 6), run(today - 4), run(today - 2)]
    expect(at(three).readings.ind_week_runs_ok.value).toBe('yes')
    expect(at(three.slice(1)).readings.ind_week_runs_ok.value).toBe('no')
    expect(at([...three, run(today, { painDuring: 3 })]).readings.ind_week_runs_ok.value).toBe('no')
    expect(at([...three, run(today, { painDuring: null })]).readings.ind_week_runs_ok.value).toBe('no')
    expect(at([...three, run(today, { finished: false })]).readings.ind_week_runs_ok.value).toBe('no')
  })
})

describe('what the phase allows', () => {
  const items = [
    planItem('run', { exerciseId: 'ex_rtr_easy_run', sets: 1, days: ['mon', 'wed', 'fri'] }),
    planItem('hill', { exerciseId: 'ex_run_hill_up', sets: 1, days: ['fri'], fromWeek: 3 }),
  ]
  const course = courseFrom(monday, items)
  const ok = (day: number, type: RunEntry['type'], more = {}) =>
    at([run(day, { type, ...more })], { course }).runs[0]?.typeOk
  test('each type from its week', () => {
    expect(ok(monday, 'easy')).toBe('yes')
    expect(ok(monday, 'hills')).toBe('no')
    expect(ok(monday + 14, 'hills')).toBe('yes')
    expect(ok(monday + 14, 'fast')).toBe('no')
    expect(ok(monday + 14, 'race')).toBe('no')
    expect(ok(monday, 'long')).toBe('no')
    expect(ok(monday, 'long', { stage: 10 })).toBe('yes')
    expect(at([run(monday)]).runs[0]?.typeOk).toBeNull()
  })
  test('after discharge everything', () => {
    const kept = courseFrom(monday, [], {}, 'prog_maintenance_p1')
    expect(at([run(today, { type: 'race' })], { course: kept }).runs[0]?.typeOk).toBe('yes')
  })
  test('runs on planned rest days; none where no run is planned at all', () => {
    const runs = [run(today - 6), run(today - 5), run(today - 4)]
    expect(at(runs, { course }).readings.ind_unplanned_runs_7d.value).toBe(2)
    expect(
      at(runs, { course: courseFrom(monday, [planItem('a')]) }).readings.ind_unplanned_runs_7d.value,
    ).toBe(0)
    const drills = courseFrom(monday, [planItem('drill', { exerciseId: 'ex_run_cadence', days: ['mon'] })])
    expect(at(runs, { course: drills }).readings.ind_unplanned_runs_7d.value).toBe(0)
  })
})

test('a rest day of the row that was shown, in the first ten weeks of running', () => {
  const row = (fromWeek: number, days: string[]) =>
    planItem(`row_${fromWeek}`, { exerciseId: 'ex_rtr_walk_run', fromWeek, untilWeek: fromWeek, days })
  const plan = (runRows: readonly { from: number; week: number }[]) =>
    courseFrom(
      today - 14,
      [row(1, ['mon', 'wed', 'fri']), row(2, ['tue', 'thu', 'sat']), row(3, ['sun'])],
      { runRows },
      'prog_beginner_prevention_p1',
    )
  const unplanned = (week: number) =>
    at([run(today - 6), run(today - 5)], { course: plan([{ from: today - 14, week }]) }).readings
      .ind_unplanned_runs_7d.value
  // A Tuesday and a Wednesday in the second week by the calendar.
  expect(unplanned(1)).toBe(1)
  expect(unplanned(2)).toBe(1)
  expect(at([run(today - 6)], { course: plan([{ from: today - 14, week: 1 }]) }).runs[0]?.unplanned).toBe(
    true,
  )
  expect(at([run(today - 6)], { course: plan([{ from: today - 14, week: 2 }]) }).runs[0]?.unplanned).toBe(
    false,
  )
  expect(unplanned(0)).toBe(2)
})

describe('goals and calendar weeks', () => {
  const goals = { kmWeek: 20, longestKm: 10, eventKm: 21, goalDate: today - 1, eventDate: today + 20 }
  // The weeks before `today`, a Monday: one run on Tuesday, one on Friday.
  const week = (back: number, km: number, more = {}) => [
    run(today - 7 * back + 1, { km: km / 2 }),
    run(today - 7 * back + 4, { km: km / 2, ...more }),
  ]
  const course = courseFrom(monday, [])
  /** A calm morning on each day, but for those that say otherwise. */
  const calm = (...other: MorningEntry[]) => [
    ...[...Array(57).keys()].flatMap((n) =>
      other.some(({ day }) => day === monday + n) ? [] : [morning(monday + n)],
    ),
    ...other,
  ]
  const weeksOf = (runs: readonly RunEntry[], mornings: MorningEntry[]) => {
    const { readings } = at(runs, { goals, course, mornings })
    return [readings.ind_weeks_goal.value, readings.ind_weeks_full.value]
  }
  test('percent of the goal, weeks in a row, full weeks', () => {
    const runs = [...week(4, 10), ...week(3, 16), ...week(2, 18), ...week(1, 20)]
    const { readings } = at(runs, { goals, course, mornings: calm() })
    expect(readings.ind_goal_week_pct.value).toBeCloseTo(95)
    expect(readings.ind_weeks_goal.value).toBe(3)
    expect(readings.ind_weeks_full.value).toBe(4)
    expect(readings.ind_days_to_goal.value).toBe(20)
    expect(readings.ind_goal_longest_pct.value).toBe(100)
  })
  test('walking and jogging in turns is load, and meets no goal', () => {
    const turns = [3, 2, 1].flatMap((back) =>
      week(back, 20, { type: 'walk_run' }).map((one) => ({ ...one, type: 'walk_run' as const })),
    )
    const { readings } = at(turns, { goals, course, mornings: calm() })
    expect(readings.ind_goal_week_pct.value).toBe(0)
    expect([readings.ind_weeks_goal.value, readings.ind_weeks_full.value]).toEqual([0, 0])
    expect(readings.ind_goal_longest_pct.value).toBe(0)
    expect(readings.ind_week_km.value).toBe(20)
  })
  test('a run above the limit or a breach ends the row', () => {
    const over = [...week(3, 20), ...week(2, 20, { painDuring: 3 }), ...week(1, 20)]
    expect(weeksOf(over, calm())).toEqual([1, 1])
    const runs = [...week(2, 20), ...week(1, 20)]
    expect(weeksOf(runs, calm(morning(today - 7 * 2 + 5, 6)))).toEqual([1, 1])
  })
  test('a morning after a session that nobody knows is no calm one', () => {
    const runs = [...week(4, 20), ...week(3, 20), ...week(2, 20), ...week(1, 20)]
    const without = (...days: number[]) => calm().filter(({ day }) => !days.includes(day))
    expect(weeksOf(runs, [])).toEqual([null, null])
    expect(weeksOf(runs, without(today - 5))).toEqual([null, null])
    expect(weeksOf(runs, without(today - 12))).toEqual([null, null])
    // On a day without a session before it nobody has to say.
    expect(weeksOf(runs, without(today - 4))).toEqual([4, 4])
    // Three weeks are known, which is what a discharge asks for.
    expect(weeksOf(runs, without(today - 26))).toEqual([3, 3])
    // A week that falls short anyway ends the row, whatever its mornings were.
    const short = [...week(2, 10).slice(0, 1), ...week(1, 20)]
    expect(weeksOf(short, without(today - 12))).toEqual([1, 1])
    const { missing } = at(runs, { goals, course, mornings: without(today - 12) }).readings.ind_weeks_full
    expect(missing).toMatch(
      /^needs the pain of each run and the morning after each session .*; 1 week since$/,
    )
    const exercises = [exercise(today - 6)]
    const all = { runs: week(1, 20), exercises, mornings: without(today - 5) }
    expect(indicatorsOf(input(today, { course, logs: logsOf(all) })).readings.ind_weeks_full.value).toBeNull()
  })
  test('a run without its pain is not within the limit, nor over it', () => {
    const runs = [...week(2, 20), ...week(1, 20, { painDuring: null })]
    expect(weeksOf(runs, calm())).toEqual([null, null])
  })
  test('a breach after the run of a Sunday is one of its week, and of the week of its morning', () => {
    const sunday = [...week(2, 20), run(today - 8, { km: 8 }), ...week(1, 20)]
    expect(weeksOf(sunday, calm(morning(today - 7, 6)))).toEqual([0, 0])
    const last = [...week(2, 20), ...week(1, 20), run(today - 1, { km: 8 })]
    expect(weeksOf(last, calm(morning(today, 6)))).toEqual([0, 0])
    expect(
      weeksOf(
        last,
        calm().filter(({ day }) => day !== today),
      ),
    ).toEqual([null, null])
  })
  test('a week of which the first days had no entries is not complete', () => {
    const began = {
      course: courseFrom(today - 12, []),
      mornings: calm().filter(({ day }) => day >= today - 12),
    }
    const runs = [run(today - 12), run(today - 10), ...week(1, 20)]
    expect(at(runs, began).readings.ind_weeks_full.value).toBe(1)
  })
  test('without a goal, and before two weeks are complete', () => {
    expect(at(week(1, 20), { course }).readings.ind_weeks_goal.missing).toBe('needs a goal in km a week')
    expect(at(week(1, 20), { goals }).readings.ind_goal_week_pct.missing).toBe(
      'needs 2 complete weeks; 0 so far',
    )
    expect(at(week(1, 20), { course, mornings: calm() }).readings.ind_weeks_full.value).toBe(1)
  })
  test('the stage and its days', () => {
    const stages = [
      { stage: 2, from: today - 20 },
      { stage: 3, from: today - 6 },
    ]
    const { readings } = at([], { stages })
    expect([readings.ind_stage.value, readings.ind_stage_days.value]).toEqual([3, 6])
    expect(at([]).readings.ind_stage.missing).toBe('needs the return-to-run stages')
    // Nothing comes after the last one, so nobody is stuck there.
    const last = at([], { stages: [{ stage: 10, from: today - 40 }] }).readings
    expect([last.ind_stage.value, last.ind_stage_days.value]).toEqual([10, null])
  })
})

test('exercises do not count as runs', () => {
  expect(
    indicatorsOf(input(today, { logs: logsOf({ exercises: [exercise(today)] }) })).readings.ind_week_km.value,
  ).toBe(0)
})
