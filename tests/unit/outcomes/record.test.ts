import { expect, test } from 'vitest'
import { wantedForms } from '#lib/outcomes/forms/rules.ts'
import { outcomeIndicators } from '#lib/outcomes/indicators/rules.ts'
import { type RecordRow, recordOf } from '#lib/outcomes/record/rules.ts'
import { dueRows } from '#lib/outcomes/views/rules.ts'

const row = (more: Partial<RecordRow> = {}): RecordRow => ({
  caseId: 'case',
  patientId: 'patient',
  side: 'right',
  status: 'open',
  zone: 'Europe/Zurich',
  openedOn: '2026-10-01',
  closedOn: null,
  changes: null,
  activatedOn: '2026-10-05',
  paused: false,
  events: null,
  knee: null,
  entries: null,
  packs: null,
  pain: null,
  forms: [
    { id: 'intake', on: '2026-09-30', answers: { running_status: 'reduced', psfs_1_activity: 'Stairs' } },
  ],
  ...more,
})
/** Six weeks after the program began. */
const now = new Date('2026-11-16T12:00:00Z')
const dueOf = (of: RecordRow) => dueRows(recordOf(of, now)).map(({ measure }) => measure)
const askedOf = (of: RecordRow) => wantedForms(recordOf(of, now)).map(({ measure }) => measure)

test('UWRI is due for the team of every runner, also of a clinic that has it on paper alone', () => {
  expect(dueOf(row())).toContain('uwri')
  expect(dueOf(row({ forms: [{ id: 'intake', on: '2026-09-30', answers: {} }] }))).not.toContain('uwri')
})

test('a phone asks UWRI only where the clinic holds its texts', () => {
  const packs = [{ id: 'pack', measure: 'uwri', language: 'en', options: [] }]
  expect(askedOf(row())).not.toContain('uwri')
  expect(askedOf(row({ packs }))).toContain('uwri')
})

test('what the clinic has on paper alone is listed and never overdue; with its texts it is', () => {
  const known = { knee: { measure: 'lefs', on: '2026-10-01' } }
  const packs = ['uwri', 'lefs'].map((measure) => ({ id: measure, measure, language: 'en', options: [] }))
  const overdue = (of: RecordRow) => {
    const record = recordOf({ ...of, activatedOn: null }, now)
    const { ind_outcome_overdue_days } = outcomeIndicators(record.input, record.today)
    return [ind_outcome_overdue_days, ...dueRows(record).map(({ name, text }) => `${name} ${text}`)]
  }
  expect(overdue(row(known))).toEqual([null, 'LEFS start, on paper', 'UWRI start, on paper'])
  expect(overdue(row({ ...known, packs }))).toEqual([
    46,
    'LEFS start, overdue 46 days',
    'UWRI start, overdue 46 days',
  ])
})

test('while she was told to wait nothing became overdue, for the list of the team as for its alerts', () => {
  const events = [{ kind: 'paused', day: '2026-10-20' }]
  const changes: RecordRow['changes'] = [
    ['on_hold', '2026-10-27'],
    ['open', '2026-10-28'],
  ]
  const overdue = (of: Partial<RecordRow>) => {
    const record = recordOf(row({ ...of, forms: null }), new Date('2026-11-05T12:00:00Z'))
    const { ind_outcome_overdue_days } = outcomeIndicators(record.input, record.today)
    return [ind_outcome_overdue_days, ...dueRows(record).map(({ name, text }) => `${name} ${text}`)]
  }
  expect(overdue({})).toEqual([
    10,
    'Activities week 3, overdue 10 days',
    'Overall change week 3, overdue 10 days',
  ])
  expect(overdue({ changes })[0]).toBe(9)
  expect(overdue({ events, changes, paused: true })).toEqual([
    0,
    'Activities week 3, due Mon 26 Oct',
    'Overall change week 3, due Mon 26 Oct',
  ])
})
