import { describe, expect, test } from 'vitest'
import { defaultLimits } from '#lib/content/limits/index.ts'
import { isoDay } from '#lib/dates.ts'
import { intakeValues } from '#lib/intake/answers/rules.ts'
import { indicatorsOf } from '#lib/review/indicators/rules.ts'
import type { PresentItem } from '#lib/review/indicators/schema.ts'
import { formOf } from '#lib/review/indicators/values/rules.ts'
import { dueBetween } from '#lib/tracking/progress/adherence/rules.ts'
import type { BlockStretch, Course } from '#lib/tracking/progress/course/schema.ts'
import type { Logs, RunEntry } from '#lib/tracking/results/schema.ts'
import { courseFrom, exercise, form, input, logsOf, monday, morning, planItem, run } from './logs.ts'

const none = { reps: null, holdSeconds: null, minutes: null, loadKg: null }
const today = monday + 14
const items = [planItem('a'), planItem('b')]
const course = courseFrom(monday, items)
const days = [0, 2, 4, 7, 9, 11].map((offset) => monday + offset)
const did = (day: number, itemKey: string, sets = 3) =>
  exercise(day, { itemKey, done: { ...none, sets, reps: 15 } })
const at = (more: Parameters<typeof input>[1]) => indicatorsOf(input(today, { course, ...more }))

describe('adherence from the logs, worked examples of review.md 2.4', () => {
  const [last = 0] = days.slice(4, 5)
  const full = days.slice(0, 4).flatMap((day) => [did(day, 'a'), did(day, 'b')])
  const part = [did(last, 'a', 2), did(last, 'b', 2)]
  test('8 full, 2 with 2 of 3 sets, 2 skipped: 77.8 %', () => {
    const { readings } = at({ logs: logsOf({ exercises: [...full, ...part] }) })
    expect(readings.ind_adherence_pct.value).toBeCloseTo(77.8, 1)
    // Five of six sessions have 75 % of their items at 0.5 or more.
    expect(readings.ind_session_adherence_pct.value).toBeCloseTo(83.3, 1)
  })
  test('5 of 3 sets change nothing but what was done beyond the prescription', () => {
    const [first, ...rest] = full
    const more = [did(first?.day ?? 0, 'a', 5), ...rest, ...part]
    const { readings } = at({ logs: logsOf({ exercises: more }) })
    expect(readings.ind_adherence_pct.value).toBeCloseTo(77.8, 1)
    expect(readings.ind_extra_pct.value).toBeCloseTo((100 * 2) / 36)
  })
  test('a session on a day that was not due is beyond the prescription', () => {
    const all = days.flatMap((day) => [did(day, 'a'), did(day, 'b')])
    const { readings } = at({ logs: logsOf({ exercises: [...all, did(monday + 3, 'a')] }) })
    expect(readings.ind_extra_pct.value).toBeCloseTo((100 * 3) / 36)
  })
  test('a session on the day on which a block began or was lifted is neither due nor beyond the prescription', () => {
    const [first = 0, ...rest] = days
    const all = days.flatMap((day) => [did(day, 'a'), did(day, 'b')])
    const extra = (to: number, from = first - 1) => {
      const lifted = { ...course, blocks: [{ block: 'programme' as const, from, to }] }
      const { readings } = at({ course: lifted, logs: logsOf({ exercises: all }) })
      return [readings.ind_extra_pct.value, readings.ind_adherence_pct.value]
    }
    expect(extra(first)).toEqual([0, 100])
    expect(extra(first + 1, first)).toEqual([0, 100])
    // Under the block that is left it is.
    expect(extra(first + 1)[0]).toBeCloseTo((100 * 6) / (rest.length * 6))
  })
  test('a day late is neither too little nor beyond the prescription', () => {
    const late = days.flatMap((day) => [did(day + 1, 'a'), did(day + 1, 'b')])
    const { readings } = at({ logs: logsOf({ exercises: late }) })
    expect(readings.ind_adherence_pct.value).toBe(100)
    expect(readings.ind_session_adherence_pct.value).toBe(100)
    expect(readings.ind_extra_pct.value).toBe(0)
  })
  test('what goes with each run is beyond nothing: it is done as often as somebody runs', () => {
    const all = days.flatMap((day) => [did(day, 'a'), did(day, 'b')])
    const walks = days.map((day) => did(day, 'around_run', 1))
    const { readings } = at({ logs: logsOf({ exercises: [...all, ...walks] }) })
    expect(readings.ind_extra_pct.value).toBe(0)
    expect(readings.ind_adherence_pct.value).toBe(100)
  })
  test('a day of fever is not due', () => {
    const ill = morning(last, 1, { safety: ['fever_unwell'] })
    const { readings } = at({ logs: logsOf({ exercises: full, mornings: [ill] }) })
    expect(readings.ind_adherence_pct.value).toBeCloseTo(80)
  })
  test('so is one of which she told on another day or in another treatment', () => {
    const daily = courseFrom(monday, [
      planItem('a', { days: ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'] }),
    ])
    const week = [0, 1, 2, 3, 4, 5, 6].map((offset) => monday + offset)
    const exercises = week.map((day) => did(day, 'a'))
    const unwell = week.map((day) => day + 7)
    const pct = (more: Partial<Logs>) =>
      at({ course: daily, logs: logsOf({ exercises, ...more }) }).readings.ind_adherence_pct.value
    expect(pct({})).toBe(50)
    expect(pct({ unwell })).toBe(100)
    expect(pct({ mornings: unwell.map((day) => morning(day, 1, { safety: ['fever_unwell'] })) })).toBe(100)
    // An entry about a day that has not come changes nothing of it.
    expect(pct({ unwell, mornings: [morning(today + 1)] })).toBe(100)
  })
  test('a corrected entry counts once, with its newest version; one taken back does not count', () => {
    const wrong = did(last, 'a', 3)
    const right = { ...did(last, 'a', 0), supersedes: wrong.id, skipReason: 'pain' }
    const back = { ...did(last, 'b', 3), withdrawn: true }
    const { readings } = at({ logs: logsOf({ exercises: [right, wrong, ...full, back] }) })
    expect(readings.ind_adherence_pct.value).toBeCloseTo(66.7, 1)
    expect(readings.ind_pain_skips_7d.value).toBe(1)
  })
  test('few due items', () => {
    const { readings } = indicatorsOf(input(monday + 2, { course }))
    expect(readings.ind_adherence_pct).toEqual({
      value: null,
      missing: 'needs 4 due items in 14 days; 2 so far',
    })
  })
})

describe('results', () => {
  const quiet = (day: number, pain = 1) => exercise(day, { painDuring: pain })
  const mornings = (from: number, count: number) => [...Array(count).keys()].map((n) => morning(from + n))
  test('share of green, without what is not known yet', () => {
    const exercises = [quiet(today - 6), quiet(today - 5, 4), quiet(today - 4), quiet(today)]
    const { readings } = at({ logs: logsOf({ exercises, mornings: mornings(today - 13, 14) }) })
    expect(readings.ind_green_pct.value).toBeCloseTo(66.7, 1)
    const few = at({ logs: logsOf({ exercises: [quiet(today)] }) }).readings.ind_green_pct
    expect(few.missing).toBe('needs 3 session results in 14 days; 0 so far')
  })
  test('breaches are counted on the morning; swelling, nights and skips by day', () => {
    const exercises = [quiet(today - 7), quiet(today - 3)]
    const swollen = morning(today - 1, 1, { swelling: 'mild', safety: ['night_pain_constant'] })
    const bad = [morning(today - 6, 4), morning(today - 2, 6)]
    const { readings } = at({
      logs: logsOf({ exercises, mornings: [...mornings(today - 13, 7), ...bad, swollen] }),
    })
    expect(readings.ind_morning_breaches_7d.value).toBe(2)
    expect(readings.ind_morning_breaches_14d.value).toBe(2)
    expect(readings.ind_swelling_days_7d.value).toBe(1)
    expect(readings.ind_night_pain_days_7d.value).toBe(1)
    expect(at({}).readings.ind_morning_breaches_7d.value).toBeNull()
  })
  test('no breach in 7 days is not known while a morning after a session of these days is not', () => {
    const sessions = [quiet(today - 8), quiet(today - 4), quiet(today - 1)]
    const runs = [run(today - 2)]
    const week = (days: number[], more: typeof runs = runs) => {
      const told = [...mornings(today - 13, 7), ...days.map((day) => morning(day))]
      return at({ logs: logsOf({ exercises: sessions, runs: more, mornings: told }) }).readings
        .ind_morning_breaches_7d
    }
    const asked = [today - 3, today - 1, today]
    expect(week(asked).value).toBe(0)
    for (const missing of asked)
      expect(week(asked.filter((day) => day !== missing))).toEqual({
        value: null,
        missing: 'needs the pain and the swelling of the morning after each session of the last 7 days',
      })
    // Of a run of today the morning is still to come, and a day without a session asks for none.
    expect(week(asked, [...runs, run(today)]).value).toBe(0)
    // A breach that is known is not hidden by what is not.
    const exercises = [quiet(today - 4), quiet(today - 1)]
    const bad = [...mornings(today - 13, 7), morning(today - 3, 6)]
    expect(at({ logs: logsOf({ exercises, mornings: bad }) }).readings.ind_morning_breaches_7d.value).toBe(1)
  })
  test('red of one exercise, of runs, and of the last three', () => {
    const exercises = [quiet(today - 6, 7), quiet(today - 3, 6), quiet(today - 2)]
    const runs = [run(today - 1, { painDuring: 6 })]
    const phase = { key: 'p1', startedOn: monday, weeksMax: 2, amberOk: false, items: [] }
    const { readings } = at({ logs: logsOf({ exercises, runs }), phase })
    expect(readings.ind_red_ex_7d.value).toBe(2)
    expect(readings.ind_red_runs_7d.value).toBe(1)
    expect(readings.ind_red_last3.value).toBe(2)
    expect(readings.ind_phase_weeks.value).toBe(2)
    expect(readings.ind_phase_ratio.value).toBe(1)
  })
  test('days without training are no time in a phase, but they keep somebody in it for long', () => {
    const phase = { key: 'p1', startedOn: monday, weeksMax: 2, amberOk: false, items: [] }
    const weeks = (more: Partial<Course>) => {
      const { readings } = at({ phase, course: courseFrom(monday, items, more) })
      return [readings.ind_phase_weeks.value, readings.ind_phase_ratio.value]
    }
    const block = (name: BlockStretch['block'], from: number, to: number | null) => ({
      blocks: [{ block: name, from, to }],
    })
    expect(weeks({})).toEqual([2, 1])
    expect(weeks({ paused: [{ from: monday + 1, to: monday + 7 }] })).toEqual([1, 1])
    // The day on which the flag was settled is a day of the program again.
    expect(weeks(block('programme', monday, monday + 7))).toEqual([1, 1])
    expect(weeks(block('programme', monday + 7, null))).toEqual([1, 1])
    expect(weeks(block('impact', monday, null))).toEqual([2, 1])
    const both = { paused: [{ from: monday, to: monday + 6 }], ...block('programme', monday + 3, monday + 7) }
    expect(weeks(both)).toEqual([1, 1])
    // A day on which she told of a fever was planned and not due; that of today is not over.
    const ill = [1, 2, 3, 14].map((day) => morning(monday + day, 1, { safety: ['fever_unwell'] }))
    const exercises = [exercise(monday + 3, { safety: ['fever_unwell'] })]
    const logs = logsOf({ mornings: ill, exercises })
    const { readings } = at({ phase, course: courseFrom(monday, items), logs })
    expect(readings.ind_phase_weeks.value).toBeCloseTo(11 / 7)
    expect(readings.ind_phase_ratio.value).toBe(1)
    const paused = courseFrom(monday, items, { paused: [{ from: monday + 1, to: monday + 7 }] })
    expect(at({ phase, course: paused, logs }).readings.ind_phase_weeks.value).toBe(1)
  })
  test('what begins from a week on does not begin because a flag stopped the program meanwhile', () => {
    const later = [...items, planItem('c', { fromWeek: 2 })]
    const due = (more: Partial<Course>) =>
      dueBetween(courseFrom(monday, later, more), monday + 7, monday + 13).filter(
        ({ item }) => item.key === 'c',
      )
    expect(due({})).toHaveLength(3)
    expect(due({ blocks: [{ block: 'programme', from: monday, to: monday + 2 }] })).toHaveLength(2)
  })
  test('none red of the last three is not known while one of them is not', () => {
    const phase = { key: 'p1', startedOn: monday, weeksMax: 2, amberOk: false, items: [] }
    const three = [quiet(today - 6), quiet(today - 4), quiet(today - 2)]
    const last3 = (exercises: typeof three, from: number, count: number) =>
      at({ phase, logs: logsOf({ exercises, mornings: mornings(from, count) }) }).readings.ind_red_last3
    expect(last3(three, today - 13, 14).value).toBe(0)
    expect(last3(three, today - 13, 0)).toEqual({
      value: null,
      missing: 'needs the pain, the next morning and the safety answer of the last 3 sessions',
    })
    // Of the newest the next morning is missing.
    expect(last3(three, today - 13, 11).value).toBeNull()
    const unasked = [...three.slice(0, 2), exercise(today - 2, { safety: null })]
    expect(last3(unasked, today - 13, 14).value).toBeNull()
    // One that is red is enough to say that they are not free of it.
    expect(last3([quiet(today - 6, 7), ...three.slice(1)], today - 13, 0).value).toBe(1)
  })
  test('walks of 30 minutes in a row', () => {
    const walk = (day: number, minutes: number) =>
      exercise(day, {
        exerciseId: 'ex_rtr_walk30',
        done: { ...none, sets: 1, minutes },
        prescribed: { ...none, sets: 1, minutes: 30, rpeMax: null },
      })
    const exercises = [walk(today - 6, 30), walk(today - 4, 20), walk(today - 2, 30), walk(today - 1, 35)]
    expect(
      at({ logs: logsOf({ exercises, mornings: mornings(today - 13, 14) }) }).readings.ind_walk30_ok.value,
    ).toBe(2)
    expect(at({ logs: logsOf({ exercises }) }).readings.ind_walk30_ok.value).toBe(0)
  })
  test('a walk that was entered as a run counts among them', () => {
    const walked = (day: number, minutes: number) => run(day, { type: 'walk_run', minutes, km: 3 })
    const okAt = (stage: number, ...runs: RunEntry[]) =>
      at({
        logs: logsOf({ runs, mornings: mornings(today - 13, 14) }),
        course: courseFrom(monday, [planItem('run', { exerciseId: 'ex_rtr_walk_run', stage })]),
      }).readings.ind_walk30_ok.value
    expect(okAt(0, walked(today - 6, 30), walked(today - 4, 31))).toBe(2)
    expect(okAt(0, walked(today - 6, 30), walked(today - 4, 29))).toBe(0)
    expect(okAt(0, run(today - 4))).toBe(0)
    expect(okAt(1, walked(today - 6, 30))).toBe(0)
  })
  test('good and top of an exercise, and days of good jumps', () => {
    const dose = { ...none, sets: 3, reps: 19 }
    const item: PresentItem = {
      key: 'calf',
      exerciseId: 'ex_calf_raise_double',
      loadSteps: 0,
      since: monday,
      becameOn: monday,
      loweredOn: null,
      dose,
      base: { ...none, sets: 3, reps: 15 },
    }
    const phase = { key: 'p1', startedOn: monday, weeksMax: 3, amberOk: false, items: [item] }
    const best = (day: number, rpe: number | null = null) =>
      exercise(day, { done: dose, prescribed: { ...dose, rpeMax: rpe === null ? null : 5 }, rpe })
    const exercises = [quiet(today - 8), best(today - 6), best(today - 4), best(today - 2)]
    const found = at({ phase, logs: logsOf({ exercises, mornings: mornings(today - 13, 14) }) })
    expect(found.exercises.ex_calf_raise_double).toEqual({ good: 3, top: 'yes' })
    expect(found.values.get('ind_top_ex_calf_raise_double')).toBe('yes')
    expect(found.readings.ind_top_count.value).toBe(1)
    const later = { ...item, exerciseId: 'ex_calf_raise_single', outgrown: ['ex_calf_raise_double'] }
    const left = at({
      phase: { ...phase, items: [later] },
      logs: logsOf({ exercises: exercises.slice(0, 1) }),
    })
    expect(left.values.get('ind_top_ex_calf_raise_double')).toBe('yes')
    expect(left.readings.ind_top_count.value).toBe(1)
    // Harder than prescribed is not good.
    const hard = [...exercises, best(today - 1, 6)]
    expect(
      at({ phase, logs: logsOf({ exercises: hard, mornings: mornings(today - 13, 14) }) }).exercises
        .ex_calf_raise_double?.good,
    ).toBe(0)
    const jump = (day: number, pain: number) =>
      exercise(day, { exerciseId: 'ex_ply_pogo_double', painDuring: pain })
    const jumps = [jump(today - 6, 5), jump(today - 4, 1), jump(today - 2, 0), jump(today - 2, 2)]
    expect(
      at({ logs: logsOf({ exercises: jumps, mornings: mornings(today - 13, 14) }) }).readings.ind_good_plyo
        .value,
    ).toBe(2)
  })
})

describe('the case', () => {
  test('weeks, reviews, flags, energy', () => {
    const { readings } = at({ flagOverdue: true })
    expect([
      readings.ind_weeks.value,
      readings.ind_review_due.value,
      readings.ind_flag_overdue.value,
    ]).toEqual([2, 0, 'yes'])
    expect(at({ review: { lastSignedOn: today - 1, nextOn: null } }).readings.ind_review_due.value).toBe(13)
    expect(at({ review: { lastSignedOn: today - 1, nextOn: today + 4 } }).readings.ind_review_due.value).toBe(
      4,
    )
    const late = indicatorsOf(
      input(monday + 84, { course, review: { lastSignedOn: monday + 50, nextOn: null } }),
    )
    expect(late.readings.ind_review_due.value).toBe(-6)
    const limits = { ...defaultLimits, review_early_days: 10, review_early_weeks: 8, review_later_days: 42 }
    const reviewed = (lastSignedOn: number) =>
      at({ limits, review: { lastSignedOn, nextOn: null } }).readings.ind_review_due.value
    expect([reviewed(monday + 55), reviewed(monday + 56)]).toEqual([55 + 10 - 14, 56 + 42 - 14])
    const forms = [form(monday), form(today - 1, { kind: 'review', energyLow: 'yes' })]
    expect(at({ forms }).readings.ind_energy_worse.value).toBe('yes')
    expect(
      at({ forms: [form(monday, { energyLow: 'yes' }), ...forms.slice(1)] }).readings.ind_energy_worse.value,
    ).toBe('no')
    expect(at({ forms: forms.slice(0, 1) }).readings.ind_energy_worse.value).toBeNull()
    const safetyAlone = form(today, { kind: 'review', energyLow: null, periodsMissed: null })
    expect(at({ forms: [...forms, safetyAlone] }).readings.ind_energy_worse.value).toBe('yes')
    expect(at({ forms: [form(monday), safetyAlone] }).readings.ind_energy_worse.value).toBeNull()
    // What one answer denies the other may still say.
    const half = [form(monday), form(today, { kind: 'review', energyLow: null })]
    expect(
      at({ forms: half.with(0, form(monday, { energyLow: null })) }).readings.ind_energy_worse.value,
    ).toBeNull()
    const sameDay = [form(today, { kind: 'review' }), form(today, { kind: 'review', periodsMissed: 'yes' })]
    expect(at({ forms: sameDay }).readings.ind_energy_worse.value).toBe('yes')
    expect(at({ forms: sameDay.toReversed() }).readings.ind_energy_worse.value).toBe('no')
  })
  test('of a man energy alone decides: his form says that the other question is none of his', () => {
    const told = (on: number, kind: 'intake' | 'review', energy_low: string) =>
      formOf(
        intakeValues({ sex_at_birth: 'male', energy_low }, { today: isoDay(on), limits: defaultLimits }),
        on,
        kind,
      )
    const worse = (last: string) =>
      at({ forms: [told(monday, 'intake', 'no'), told(today, 'review', last)] }).readings.ind_energy_worse
        .value
    expect([worse('no'), worse('yes')]).toEqual(['no', 'yes'])
  })
  test('days since a log of any kind, since the start without one', () => {
    expect(at({}).readings.ind_days_since_log.value).toBe(14)
    expect(at({ logs: logsOf({ mornings: [morning(today - 3)] }) }).readings.ind_days_since_log.value).toBe(3)
    expect(indicatorsOf(input(today)).readings.ind_days_since_log.missing).toBe('needs an active program')
  })
  test('no silence while the clinic itself stopped the program, and days count from its end', () => {
    const since = (more: Partial<Course>, logged: number[] = []) =>
      at({
        course: courseFrom(monday, items, more),
        logs: logsOf({ mornings: logged.map((day) => morning(day)) }),
      }).readings.ind_days_since_log
    const blocks = (block: BlockStretch['block'], to: number | null) => ({
      blocks: [{ block, from: monday + 1, to }],
    })
    expect(since({ paused: [{ from: monday + 1, to: null }] })).toEqual({
      value: null,
      missing: 'needs a program that is not paused, on hold or blocked',
    })
    expect(since({ paused: [{ from: monday + 1, to: today }] }).value).toBeNull()
    // It went on two days ago.
    expect(since({ paused: [{ from: monday + 1, to: today - 3 }] }).value).toBe(2)
    expect(since({ paused: [{ from: monday + 1, to: today - 3 }] }, [today - 1]).value).toBe(1)
    expect(since(blocks('programme', null)).value).toBeNull()
    expect(since(blocks('programme', today - 4)).value).toBe(4)
    expect(since(blocks('programme', today)).value).toBe(0)
    expect(since(blocks('impact', null)).value).toBe(14)
  })
  test('measures are taken as they come', () => {
    const outcomes = { micCount: 2, micRecent: 1, worseCount: 0, overdueDays: 4, painAgain: null }
    const { values } = at({ outcomes })
    expect(
      ['ind_mic_count', 'ind_mic_recent', 'ind_worse_count', 'ind_outcome_overdue_days'].map((id) =>
        values.get(id),
      ),
    ).toEqual([2, 1, 0, 4])
  })
})
