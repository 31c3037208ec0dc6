import { describe, expect, it } from 'vitest'
import { isoDay } from '#lib/dates.ts'
import { eventText } from '#lib/notes/facts/course/rules.ts'
import { formLines } from '#lib/notes/facts/forms/rules.ts'
import { factsOf } from '#lib/notes/facts/rules.ts'
import type { FactInput } from '#lib/notes/facts/schema.ts'
import { indicatorsOf } from '#lib/review/indicators/rules.ts'
import { exercise, form, input, logsOf, monday, morning, pain, run } from '../review/logs.ts'

const today = monday + 14

function facts(logs: Parameters<typeof logsOf>[0], more: Partial<FactInput> = {}, sinceDay = monday) {
  const all = logsOf(logs)
  const found = factsOf({
    cut: [],
    today: isoDay(today),
    until: isoDay(today),
    since: isoDay(sinceDay),
    first: false,
    intake: [],
    intakeOn: null,
    logs: all,
    indicators: indicatorsOf(input(today, { logs: all, forms: [form(monday - 7)] })),
    examined: [],
    versions: [],
    steps: [],
    alerts: [],
    flags: [],
    outcomes: [],
    forms: [],
    events: [],
    reviews: [],
    safety: { asked: 0, signs: [] },
    ...more,
  })
  return new Map(found.map((fact) => [fact.id, fact]))
}

describe('the facts of a note', () => {
  it('say nothing about what is not recorded', () => {
    expect([...facts({}).keys()]).toEqual([])
  })

  it('say of what only the newest are told', () => {
    const { part, text } = facts({}, { cut: ['alerts'] }).get('more:alerts') ?? {}
    expect([part, text]).toEqual([
      'assessment',
      'Only the newest 30 alerts of this time are told here; the older ones stand in the record',
    ])
  })

  it('tell a form that was sent since, by what it answers, and what else is not as it was', () => {
    const before = {
      on: isoDay(monday - 30),
      answers: { giving_way: 'no', settle_time: 'within_1h', medications: ['none'] },
    } as const
    const sent = {
      on: isoDay(monday),
      answers: {
        nprs_worst_7d: 4,
        swelling_now: 'mild',
        medications: ['blood_thinner'],
        giving_way: 'often',
        settle_time: 'within_1h',
        rf_pop: 'no',
      },
    } as const
    const lines = formLines(sent, [before])
    expect(lines.map(({ id }) => id)).toEqual(['pain', 'treatment', 'more'])
    expect(lines[0]?.text).toMatch(/^Pain, worst of 7 days: 4.*; swelling: /)
    expect(lines[1]?.text).toMatch(/^Medicines: blood.thinner/)
    expect(lines[2]?.text).toMatch(/give way|gives way|buckle/i)
    expect(lines[2]?.text).not.toContain(';')
    const found = facts(
      {},
      { forms: [{ id: 'f', name: 'review form', on: isoDay(monday), lines: lines.slice(1, 2) }] },
    )
    expect([...found.values()]).toEqual([
      {
        id: 'form:f:treatment',
        part: 'subjective',
        text: lines[1]?.text,
        source: 'review form, Mon 5 Oct',
      },
    ])
  })

  it('tell what changed in the course, and reviews', () => {
    const [on, by] = [isoDay(monday), 'Anna']
    const found = facts(
      {},
      {
        events: [{ id: 'e', text: 'Program paused: travels', on, by }],
        reviews: [{ id: 'r', decision: 'progress', text: 'Goes well', on, by }],
      },
    )
    expect([...found.values()].map(({ part, text, source }) => [part, text, source])).toEqual([
      ['assessment', 'Review: progress: Goes well', 'signed by Anna, Mon 5 Oct'],
      ['plan', 'Program paused: travels', 'by Anna, Mon 5 Oct'],
    ])
    const phase = { kind: 'phase', on: isoDay(monday + 1), reason: '', phase: 'Build' } as const
    expect(eventText(phase, on)).toBe('Phase “Build”, from Tue 6 Oct')
    expect(eventText({ ...phase, kind: 'resumed', on, phase: null }, on)).toBe('Program resumed')
  })

  it('name the course of pain with its days', () => {
    const found = facts({ pains: [pain(monday, 5), pain(monday + 1, 2), pain(monday - 1, 9)] })
    expect(found.get('pain')).toEqual({
      id: 'pain',
      part: 'subjective',
      text: 'Worst pain of the day: mean 3.5 of 10 on 2 days, highest 5 on Mon 5 Oct',
      source: 'log, Mon 5 Oct to Mon 19 Oct',
    })
  })

  it('say approximately where pain goes when the interval is on one side', () => {
    const days = [6, 6, 5, 6, 5, 5, 5, 4, 5, 4, 4, 4, 3, 3].map((score, at) => pain(monday + at, score))
    expect(facts({ pains: [...days, pain(today, 2)] }).get('pain')?.text).toMatch(
      /; improving over 4 weeks, about 1\.\d a week less \(approximate\)$/,
    )
  })

  it('count exercise days, not entries, with results and effort', () => {
    const found = facts({
      exercises: [
        exercise(monday, { rpe: 6 }),
        exercise(monday, { itemKey: 'squat', painDuring: 8 }),
        exercise(monday + 2, { rpe: 7 }),
        exercise(monday + 3, {
          skipReason: 'pain',
          done: { sets: 0, reps: null, holdSeconds: null, minutes: null, loadKg: null },
        }),
      ],
      mornings: [morning(monday + 1), morning(monday + 3)],
    })
    expect(found.get('sessions')?.text).toBe(
      'Exercises on 2 days, last Wed 7 Oct; results by exercise: 2 green, 1 red; effort 6 to 7 of 10',
    )
    expect(found.get('skips')?.text).toBe('Exercises skipped because of pain: 1')
  })

  it('of a day that is past end with that day', () => {
    const logs = {
      pains: [pain(monday, 5), pain(monday + 5, 9)],
      runs: [run(monday + 1, { km: 4 }), run(monday + 6, { km: 12 })],
      exercises: [exercise(monday), exercise(monday + 6)],
    }
    const found = facts(logs, { until: isoDay(monday + 3) })
    expect([...found.values()].map(({ text }) => text).join()).not.toMatch(/highest 9|12 km|Sun 11/)
    expect(found.get('pain')).toMatchObject({
      text: 'Worst pain of the day: mean 3 of 10 on 2 days, highest 5 on Mon 5 Oct',
      source: 'log, Mon 5 Oct to Thu 8 Oct',
    })
    expect(found.get('runs')?.text).toMatch(/^1 run, 4 km in all/)
  })

  it('sum up runs since the last note alone', () => {
    const found = facts({
      runs: [
        run(monday - 1, { km: 20 }),
        run(monday, { km: 4.25 }),
        run(monday + 4, { km: 6, painDuring: 3 }),
      ],
    })
    expect(found.get('runs')?.text).toMatch(
      /^2 runs, 10\.3 km in all, longest 6 km on Fri 9 Oct; results: .*; worst pain 3 of 10$/,
    )
  })

  it('name mornings that were worse, and swelling', () => {
    const found = facts({
      runs: [run(monday)],
      mornings: [morning(monday + 1, 6, { swelling: 'mild' }), morning(monday + 5, 1)],
    })
    expect(found.get('breaches')?.text).toBe('Worse the morning after on 1 day: Tue 6 Oct')
    expect(found.get('swelling')?.text).toBe('Swelling on waking on 1 day: Tue 6 Oct mild')
  })

  it('tell the answers to safety questions, and which signs were named', () => {
    expect(facts({}, { safety: { asked: 1, signs: [] } }).get('safety')?.text).toBe(
      'Safety questions answered once: none of the signs',
    )
    const named = facts(
      {},
      { safety: { asked: 3, signs: [{ label: 'The knee is stuck', on: isoDay(monday) }] } },
    )
    expect(named.get('safety')?.text).toBe(
      'Safety questions answered 3 times; named: The knee is stuck, Mon 5 Oct',
    )
  })

  it('put what was measured, judged and changed into its part, with its source', () => {
    const found = facts(
      {},
      {
        examined: [
          { id: 'e', on: isoDay(monday), by: 'Anna', recorded: 12, outstanding: ['Squat: 4 of 10'] },
        ],
        outcomes: [{ id: 'psfs', name: 'PSFS', text: '6.7', on: isoDay(monday) }],
        flags: [
          { id: 'f', title: 'Stuck knee', urgencyText: 'Today', raisedOn: isoDay(monday), answer: null },
        ],
        alerts: [
          {
            id: 'a',
            title: 'Swelling',
            severity: 'act',
            openedOn: isoDay(monday),
            acknowledgement: 'Called',
            closed: false,
          },
        ],
        versions: [
          { number: 2, startsOn: isoDay(monday), publishedOn: isoDay(monday), by: 'Anna', note: 'Heavier' },
        ],
        steps: [{ id: 's', text: 'Add a set.', on: isoDay(monday), state: 'declined', reason: 'Tired' }],
      },
    )
    const lines = [...found.values()].map(({ part, text, source }) => `${part}: ${text} (${source})`)
    expect(lines).toEqual([
      'objective: Examined Mon 5 Oct, 12 findings; stands out: Squat: 4 of 10 (assessment, signed by Anna)',
      'objective: PSFS: 6.7 (questionnaire, Mon 5 Oct)',
      'assessment: Red flag (today): Stuck knee; not answered yet (raised Mon 5 Oct)',
      'assessment: Alert (within two days): Swelling; answered: Called; open (rule, Mon 5 Oct)',
      'plan: Program version 2, from Mon 5 Oct: Heavier (published by Anna, Mon 5 Oct)',
      'plan: Add a set; not taken over: Tired (progression rule, Mon 5 Oct)',
    ])
  })

  it('begin with the intake in a first note alone', () => {
    const intake = { intake: [{ id: 'problem', text: 'Pain' }], intakeOn: isoDay(monday) }
    expect(facts({}, { ...intake, first: true }).get('intake:problem')?.source).toBe('intake, Mon 5 Oct')
    expect(facts({}, intake).has('intake:problem')).toBe(false)
  })
})
