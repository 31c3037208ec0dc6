import { describe, expect, test } from 'vitest'
import { reopenedOn } from '#lib/cases/status/rules.ts'
import { addDays, dayNumber } from '#lib/dates.ts'
import { painToldAgain } from '#lib/outcomes/course/rules.ts'
import { formOf } from '#lib/outcomes/forms/rules.ts'
import { outcomeIndicators, outcomeRuleValues, sinceEnd } from '#lib/outcomes/indicators/rules.ts'
import { painAtStart } from '#lib/outcomes/pain/rules.ts'
import { type RecordRow, recordOf } from '#lib/outcomes/record/rules.ts'
import { openOccasions, weeklyCheckDue } from '#lib/outcomes/schedule/rules.ts'
import type { Administration, Chosen, OutcomeInput, PainCourse } from '#lib/outcomes/schema.ts'
import { painSeries } from '#lib/outcomes/series/rules.ts'
import { dueRows, scaleView } from '#lib/outcomes/views/rules.ts'
import { indicatorsOf } from '#lib/review/indicators/rules.ts'
import { readingRows } from '#lib/review/rows/rules.ts'
import { courseFrom, form, input, logsOf, pain, run } from '../review/logs.ts'
import { filled, inputOf, noPain, nothingChosen, started, times } from './make.ts'

// Treated from January to April, discharged well; opened again in September with the knee at half.
const activated = '2026-01-01'
const closed = '2026-04-01'
const reopened = '2026-09-01'
const day = (n: number) => addDays(reopened, n)
const chosen: Chosen = { ...nothingChosen, knee: 'lefs', kneeSince: activated }
const first = [
  filled('psfs', '2025-12-20', [3, 3, 3]),
  filled('lefs', '2025-12-21', times(20, 2)),
  filled('psfs', closed, [9, 9, 9]),
  filled('lefs', closed, times(20, 4)),
  filled('groc', closed, [5]),
]
const again = [filled('psfs', day(2), [5, 5, 5]), filled('lefs', day(2), times(20, 3))]
const of = (more: Partial<OutcomeInput> = {}) =>
  inputOf({
    timeline: started(activated, { reopenedOn: reopened }),
    chosen,
    administrations: [...first, ...again],
    ...more,
  })

describe('a case that was opened again', () => {
  test('is measured from its state then, not from that of years ago', () => {
    const now = outcomeIndicators(of(), day(5))
    expect([now.ind_mic_count, now.ind_mic_recent, now.ind_worse_count, now.psfs_paired_mean]).toEqual([
      null,
      0,
      null,
      null,
    ])
    expect(outcomeRuleValues(of(), day(5)).get('groc')).toBeNull()
    const followed = [...first, ...again, filled('psfs', day(21), [8, 8, 8]), filled('groc', day(21), [3])]
    const later = outcomeIndicators(of({ administrations: followed }), day(21))
    expect(later.ind_delta.psfs).toMatchObject({ baseline: { on: day(2), score: 5 }, delta: 3 })
    expect([later.ind_mic_count, later.psfs_paired_mean]).toEqual([1, 8])
    const worse = [...first, ...again, filled('psfs', day(21), [3, 3, 3])]
    expect(outcomeIndicators(of({ administrations: worse }), day(21)).ind_worse_count).toBe(1)
  })
  test('without a form within 14 days the last one before is what later ones are compared with', () => {
    const late = [...first, filled('psfs', day(21), [5, 5, 5])]
    const found = outcomeIndicators(of({ administrations: late }), day(21))
    expect(found.ind_delta.psfs).toMatchObject({ baseline: { on: closed, score: 9 }, status: 'worse' })
  })
  test('a knee measure that is chosen again is measured from the choice, unless it was filled at the start', () => {
    const lefs = (since: number, ...forms: (readonly [on: number, each: number])[]) =>
      outcomeIndicators(
        of({
          chosen: { ...chosen, kneeSince: day(since) },
          administrations: [...first, ...forms.map(([on, each]) => filled('lefs', day(on), times(20, each)))],
        }),
        day(90),
      ).ind_delta.lefs
    expect(lefs(10, [20, 3])).toBeNull()
    expect(lefs(35, [40, 3])).toBeNull()
    expect(lefs(10, [20, 3], [60, 4])).toMatchObject({
      baseline: { on: day(20), score: 60 },
      delta: 20,
      afterChoice: true,
    })
    expect(lefs(35, [40, 3], [60, 4])).toMatchObject({
      baseline: { on: day(40) },
      status: 'better_important',
    })
    expect(lefs(35, [2, 2], [40, 3])).toMatchObject({ baseline: { on: day(2), score: 40 }, delta: 20 })
    // Too late after the choice: the last one before is all there is to compare with.
    expect(lefs(35, [60, 3])).toMatchObject({ baseline: { on: closed, score: 80 }, status: 'worse' })
  })
  test('filled in part, each scale with a score starts anew, and only a scale without one is compared with the last before', () => {
    const koos = { ...nothingChosen, knee: 'koos', kneeSince: activated } as const
    const ended = filled('koos', closed, times(42, 0))
    const full = filled('koos', day(3), times(42, 2))
    const part = { ...full, scores: { ...full.scores, koos_qol: null }, missing: 4 }
    const found = (n: number, ...forms: Administration[]) =>
      outcomeIndicators(of({ chosen: koos, administrations: [ended, part, ...forms] }), day(n))
    expect([found(5).ind_delta.koos_pain, found(5).ind_worse_count]).toEqual([null, null])
    const { ind_delta } = found(45, filled('koos', day(42), times(42, 1)))
    expect(ind_delta.koos_pain).toMatchObject({ baseline: { on: day(3), score: 50 }, delta: 25 })
    expect(ind_delta.koos_qol).toMatchObject({ baseline: { on: closed, score: 100 }, delta: -25 })
  })
  test('has the pain of its first week as the start, else that of a form within 14 days, never the old intake', () => {
    const intake = { on: '2025-12-20', worst: 7 }
    const daily = new Map([
      ...times(7, 6).map((v, at) => [addDays(activated, at), v] as const),
      ...times(7, 4).map((v, at) => [day(at), v] as const),
      ...times(7, 3).map((v, at) => [day(20 + at), v] as const),
    ])
    const nprs = (pain: OutcomeInput['pain'], on: string) =>
      outcomeIndicators(of({ pain }), on).ind_delta.nprs
    expect(nprs({ daily, intake, forms: [] }, day(26))).toMatchObject({
      delta: 1,
      status: 'no_detectable_change',
    })
    const forms = [
      { on: day(3), worst: 6 },
      { on: day(30), worst: 3 },
    ]
    expect(nprs({ ...noPain, intake, forms }, day(30))).toMatchObject({
      baseline: { on: day(3), score: 6 },
      delta: 3,
    })
    expect(nprs({ ...noPain, intake, forms: forms.slice(1) }, day(30))).toBeNull()
    expect(painAtStart({ ...noPain, intake }, activated, day(30))?.of).toBe('intake')
  })
  test('has its rounds anew: the start, week 3, week 6; no form is overdue at once', () => {
    const { timeline, administrations } = of({ administrations: first })
    const open = (n: number, done = administrations) =>
      openOccasions(timeline, chosen, done, day(n)).map(
        (o) => `${o.measure} ${o.kind} ${o.week ?? ''} ${o.dueOn}`,
      )
    expect(open(0)).toEqual(['nprs', 'psfs', 'lefs'].map((measure) => `${measure} again  ${reopened}`))
    expect(open(5, [...first, ...again])).toEqual([`nprs again  ${reopened}`])
    expect(open(5, [...first, ...again, filled('nprs', day(2), [5, 6, 5])])).toEqual([])
    const later = { ...chosen, kneeSince: day(10) }
    const wanted = (...forms: Administration[]) =>
      openOccasions(timeline, later, [...first, ...forms], day(12)).map(({ measure }) => measure)
    expect(wanted()).toContain('lefs')
    expect(wanted(...again)).not.toContain('lefs')
    expect(open(15)).toEqual([`psfs week 3 ${day(21)}`, `groc week 3 ${day(21)}`])
    expect(outcomeIndicators(of(), day(0)).ind_outcome_overdue_days).toBe(0)
    expect(weeklyCheckDue(timeline, [filled('weekly_check', closed, [1])])).toBe(reopened)
  })
  test('before a program the start is asked anew as well', () => {
    const timeline = started(null, { openedOn: activated, reopenedOn: reopened })
    expect(openOccasions(timeline, chosen, first, day(3)).map(({ measure }) => measure)).toEqual([
      'nprs',
      'psfs',
      'lefs',
    ])
  })
  test('that ends again is compared after its end with this end', () => {
    const end = day(60)
    const timeline = started(activated, { reopenedOn: reopened, closedOn: end, discharged: true })
    const psfs = [filled('psfs', end, [9, 9, 9]), filled('psfs', addDays(end, 91), [5, 5, 5])]
    const ended = sinceEnd(of({ timeline, administrations: [...first, ...again, ...psfs] }))
    expect(ended && outcomeIndicators(ended, addDays(end, 91)).ind_worse_count).toBe(1)
  })
})

const row = (changes: RecordRow['changes'], filledIn = [...first, ...again]): RecordRow => ({
  caseId: 'case',
  patientId: 'patient',
  side: 'right',
  status: 'open',
  zone: 'Europe/Zurich',
  openedOn: '2025-12-20',
  closedOn: null,
  changes,
  activatedOn: activated,
  paused: false,
  knee: null,
  packs: null,
  pain: null,
  forms: null,
  events: null,
  entries: filledIn.map((one) => ({
    ...one,
    items: { ...one.items },
    mode: 'paper',
    by: null,
    language: 'en',
    onBehalf: true,
    packId: null,
  })),
})

const changes: RecordRow['changes'] = [
  ['discharged', closed],
  ['open', reopened],
]
const noon = (n: number) => new Date(`${day(n)}T12:00:00Z`)

test('what lies before is shown as before, and a rating asks from the day it was opened again', () => {
  const record = recordOf(row(changes), noon(5))
  const view = scaleView(record, 'psfs')
  expect(view?.points).toHaveLength(3)
  expect(view?.since).toBe('since Tue 1 Sep, when the case was opened again')
  expect(view?.rows.map(([, , , status]) => status)).toEqual(['Earlier course', 'Earlier course', 'Baseline'])
  expect(scaleView(record, 'groc')?.note).toBeNull()
  expect(formOf(record, 'groc', null, null).questions[0]?.text).toContain('1 Sep 2026')
})

test('the words beside a change say from which form it is counted', () => {
  const sinceOf = (kneeSince: string, ...forms: Administration[]) =>
    scaleView(
      recordOf(
        {
          ...row(changes, [...first, ...forms]),
          knee: { measure: 'lefs', on: kneeSince },
        },
        noon(90),
      ),
      'lefs',
    )?.since
  const at = (n: number) => filled('lefs', day(n), times(20, 3))
  expect(sinceOf(activated, at(2), at(40))).toBe('since Tue 1 Sep, when the case was opened again')
  expect(sinceOf(activated, at(40))).toBe('since Wed 1 Apr, the last form before the case was opened again')
  expect(sinceOf(day(35), at(40), at(60))).toBe('since the choice')
})

test('what is missing for a change is said of the case that was opened again', () => {
  const missing = (...forms: Administration[]) =>
    scaleView(recordOf(row(changes, forms), noon(5)), 'psfs')?.missing
  expect(missing(...first)).toBe('Needs a complete form since the case was opened again.')
  expect(missing(...first, ...again)).toBe('Needs a second complete form.')
  expect(missing()).toMatch(/^Needs a complete form within 14 days after the case was opened again/)
})

test('which activities were compared is said of the newest form alone', () => {
  const start = filled('psfs', day(2), [2, 5, 8])
  const note = (...forms: Administration[]) =>
    scaleView(recordOf(row(changes, [start, ...forms]), noon(90)), 'psfs')?.note
  const part = filled('psfs', day(21), [8, 8, null])
  expect(note(part)).toMatch(/^Compared are the activities in both forms/)
  const other = filled('psfs', day(30), [null, null, null])
  expect(note(part, { ...other, scores: { psfs: 4 } })).toBeNull()
})

test('what was logged before stays drawn while the start is not known, and the start says what it needs', () => {
  const pain = [...times(40, 5).map((v, at) => [addDays(activated, at), v] as [string, number])]
  const series = painSeries(recordOf({ ...row(changes), pain }, noon(20)))
  expect(series.points.map(({ score }) => score)).toEqual(times(series.points.length, 5))
  expect([series.points.length > 3, series.baseline, series.newest]).toEqual([true, null, null])
  expect(series.missing).toMatch(/^Since the case was opened again: .* a form within 14 days\.$/)
})

test('a form that tells the worst pain is an answer to what is asked at the new start', () => {
  const forms = [
    { id: 'intake', on: '2025-12-20', answers: { nprs_worst_7d: 7 } },
    { id: 'review', on: day(2), answers: { nprs_worst_7d: 6 } },
  ]
  const asked = (some: typeof forms) =>
    dueRows(recordOf({ ...row(changes), forms: some }, noon(3))).map(({ text }) => text)
  expect(asked(forms.slice(0, 1))).toEqual(['new start, overdue 3 days'])
  expect(asked(forms)).toEqual([])
})

test('what was closed and opened again on one day did not end', () => {
  expect(
    reopenedOn([
      ['on_hold', 1],
      ['open', 9],
    ]),
  ).toBeNull()
  expect(
    reopenedOn([
      ['discharged', 9],
      ['open', 9],
    ]),
  ).toBeNull()
  expect(
    reopenedOn([
      ['discharged', 5],
      ['open', 9],
      ['referred', 20],
      ['open', 31],
      ['on_hold', 40],
      ['open', 41],
    ]),
  ).toBe(31)
})

describe('the indicators of a case that was opened again', () => {
  const today = dayNumber(day(20))
  const course = courseFrom(dayNumber(activated), [])
  const found = (more: Parameters<typeof input>[1] = {}) =>
    indicatorsOf(input(today, { course, reopenedOn: dayNumber(reopened), ...more })).readings
  test('count the weeks, and the days without a flare, from then', () => {
    const { ind_weeks, ind_flare_free_days } = found({ logs: logsOf({ runs: [run(today)] }) })
    expect([ind_weeks.value, ind_flare_free_days.value]).toEqual([20 / 7, 20])
  })
  test('have the pain of its first week as the start, else that of the first form since', () => {
    const pains = [0, 1, 2].map((n) => pain(dayNumber(day(n)), 4))
    const forms = [form(dayNumber('2025-12-20'))]
    const intake = { on: '2025-12-20', worst: 7 }
    const told = (...later: PainCourse['forms']) => ({
      micCount: null,
      micRecent: null,
      worseCount: null,
      overdueDays: null,
      painAgain: painToldAgain(of({ pain: { ...noPain, intake, forms: later } })),
    })
    // Sent as a form of the schedule or within a review form: the score row compares with the same.
    const outcomes = told({ on: day(3), worst: 5 }, { on: day(9), worst: 8 })
    expect(found({ forms, outcomes, logs: logsOf({ pains }) }).ind_pain_start.value).toBe(4)
    expect(found({ forms, outcomes }).ind_pain_start.value).toBe(5)
    expect(found({ forms, outcomes: told() }).ind_pain_start.value).toBeNull()
    expect(found({ forms, outcomes: told({ on: day(15), worst: 5 }) }).ind_pain_start.value).toBeNull()
  })
  test('name the day from which the weeks count', () => {
    const facts = input(today, { course, reopenedOn: dayNumber(reopened) })
    const [weeks] = readingRows(['ind_weeks'], indicatorsOf(facts), facts)
    expect(weeks?.inputs).toEqual(['Activated Thu 1 Jan', 'opened again Tue 1 Sep'])
  })
  test('plan the next review as in the first weeks', () => {
    expect(found({ review: { lastSignedOn: dayNumber(day(10)), nextOn: null } }).ind_review_due.value).toBe(4)
  })
})
