import { expect, it } from 'vitest'
import { historyLines } from '#lib/intake/history/rules.ts'

const told = (answers: Parameters<typeof historyLines>[0][number]['answers']) =>
  historyLines([{ answers, on: null }])

it('tells the history, a line a subject, of answers that were given', () => {
  const lines = told({
    main_problem: 'It hurts\nbelow the kneecap',
    affected_side: 'left',
    symptom_weeks: 6,
    onset_type: 'gradual',
    nprs_worst_7d: 6,
    running_status: 'reduced',
    km_week_now: 12,
    goal_km_week: 30,
    prior_treatment: ['rest', 'physiotherapy'],
    medications: null,
  })
  expect(lines.map(({ id }) => id)).toEqual(['problem', 'onset', 'pain', 'running', 'treatment'])
  const text = lines.map((line) => line.text).join('\n')
  expect(text).toContain('“It hurts below the kneecap”')
  expect(text).toMatch(/Side: left; for 6 weeks; onset: /)
  expect(text).toContain('Pain, worst of 7 days: 6 of 10')
  expect(text).toContain('now: 12 km; goal: 30 km a week')
  expect(text).not.toContain('medicines')
  expect(told({})).toEqual([])
})

it('tells each answer of the newest form that gave it, with its day, and the side of the case', () => {
  const lines = historyLines(
    [
      {
        on: '2026-08-03',
        answers: {
          affected_side: 'left',
          symptom_weeks: 6,
          nprs_worst_7d: 8,
          nprs_during_run: 5,
          swelling_now: 'clear',
          medical_conditions: ['none'],
          medications: ['none'],
          imaging_done: ['none'],
          allergies: 'Latex',
        },
      },
      {
        on: '2026-11-09',
        answers: { nprs_worst_7d: 2, swelling_now: 'none', medications: ['blood_thinner'] },
      },
      { on: '2026-11-16', answers: { medical_conditions: ['pregnancy'], nprs_worst_7d: null } },
    ],
    'right knee',
  )
  const line = (id: string) => lines.find((one) => one.id === id)?.text
  expect(line('onset')).toBe('Side: right knee; for 6 weeks (3 Aug 2026)')
  expect(line('pain')).toBe(
    'Pain, worst of 7 days: 2 of 10 (9 Nov 2026); during a run: 5 of 10 (3 Aug 2026); swelling: no (9 Nov 2026)',
  )
  expect(line('treatment')).toMatch(
    /3 Aug 2026\); conditions: i am pregnant \(16 Nov 2026\); medicines: blood thinner \(9 Nov 2026\)$/i,
  )
  expect(line('allergies')).toBe('Allergies: latex (3 Aug 2026)')
})
