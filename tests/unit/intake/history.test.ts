import { expect, it } from 'vitest'
import { historyLines } from '#lib/intake/history/rules.ts'

it('tells the history in at most five lines, of answers that were given', () => {
  const lines = historyLines({
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
  expect(historyLines({})).toEqual([])
})
