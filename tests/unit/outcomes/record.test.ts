import { expect, test } from 'vitest'
import { wantedForms } from '#lib/outcomes/forms/rules.ts'
import { type RecordRow, recordOf } from '#lib/outcomes/record/rules.ts'
import { dueRows } from '#lib/outcomes/views/rules.ts'

const row = (more: Partial<RecordRow> = {}): RecordRow => ({
  ...{ caseId: 'case', patientId: 'patient', side: 'right', status: 'open', zone: 'Europe/Zurich' },
  ...{ openedOn: '2026-10-01', closedOn: null, activatedOn: '2026-10-05', paused: false },
  ...{ knee: null, entries: null, packs: null, pain: null },
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
